/** A member's standing: training, suspension, sessions by name. */
export const standing = {
  "standing.change": "Change",
  "standing.change-one": "Change the standing of {name}",
  "standing.training-why": "That day counts too. With yesterday’s date it has lapsed.",
  "standing.no-day": "Choose a day.",
  "standing.keep-training": "Record the training",
  "standing.training-kept": "The training is recorded.",
  "standing.suspend": "Suspend",
  "standing.suspend-say":
    "Suspending ends every session of this colleague at once, on every device. They cannot sign in until it is lifted. Nothing that they wrote is lost.",
  "standing.readers":
    "Letters already written to them stay readable with their keys. If they are on the list of who reads letters, publish a list without them.",
  "standing.suspended": "Your colleague is suspended. All their sessions have ended.",
  "standing.lift": "Lift the suspension",
  "standing.lift-say": "This colleague is suspended. Lifted, they can sign in again with all their roles.",
  "standing.lifted": "The suspension is lifted.",
  "standing.own": "Another supervisor can suspend you; you cannot suspend yourself.",

  "training.needed": "While it counts, you can:",
  "training.stopped":
    "Until it is renewed, this is for a colleague to do. Reading and care go on. You cannot:",
  "act.state.reasonable-grounds": "decide on reasonable grounds",
  "act.state.conclusive-grounds": "decide on conclusive grounds",
  "act.state.closed": "close a case",
  "act.order.proposed": "record a legal order",
  "act.order.confirmed": "confirm a legal order",
  "act.agreement.signed": "sign an agreement",
  "own.untrained": "Training does not count",

  "sessions.name": "Name this device",
  "sessions.rename": "Change the name",
  "sessions.name-label": "What do you call this device?",
  "sessions.name-why":
    "Such as “office, window”. It helps you to recognise it in this list. This browser remembers it; where you are is never recorded.",
  "sessions.no-name": "Give it a name of up to 60 characters.",
  "sessions.named": "The name is kept.",
  "sessions.end-others": "End all others",
  "sessions.others-ended": "All your other sessions have ended.",
} as const;
