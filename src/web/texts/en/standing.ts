/** A member's standing: training, suspension, sessions by name. */
export const standing = {
  "member-standing.change": "Change",
  "member-standing.change-one": "Change the standing of {name}",
  "member-standing.training-why": "That day counts too. With yesterday’s date it has lapsed.",
  "member-standing.no-day": "Choose a day.",
  "member-standing.keep-training": "Record the training",
  "member-standing.training-kept": "The training is recorded.",
  "member-standing.suspend": "Suspend",
  "member-standing.suspend-say":
    "Suspending ends every session of this colleague at once, on every device. They cannot sign in until it is lifted. Nothing that they wrote is lost.",
  "member-standing.readers":
    "Letters already written to them stay readable with their keys. If they are on the list of who reads letters, publish a list without them. If some letters open for them alone, let them press “Lock what is older for them too” in the inbox first: afterwards nobody here opens those.",
  "member-standing.suspended": "Your colleague is suspended. All their sessions have ended.",
  "member-standing.return": "Propose that they come back",
  "member-standing.return-say":
    "This colleague is suspended. To let them sign in again, with all their roles, takes a second member.",
  "member-standing.roles": "Roles",
  "member-standing.roles-why":
    "A second member, not the colleague themself, confirms the change. Who stops reading letters also has to come off the list of readers.",
  "member-standing.roles-do": "Propose these roles",
  "member-standing.roles-same": "These are their roles already.",
  "member-standing.roles-done": "The roles are changed.",
  "member-standing.waits": "It waits for a second member.",
  "second.elsewhere": "Where the second may also sit",
  "second.elsewhere-why":
    "A supervisor of that agency can confirm it too, and reads all of it. Leave it where a colleague is here.",
  "second.here": "Only here",
  "member-standing.own": "Another supervisor can suspend you; you cannot suspend yourself.",

  "training.needed": "While it counts, you can:",
  "training.stopped":
    "Until it is renewed, this is for a colleague to do. Reading and care go on. You cannot:",
  "act.state.reasonable-grounds": "decide on reasonable grounds",
  "act.state.conclusive-grounds": "decide on conclusive grounds",
  "act.decision.negative": "propose or confirm a no",
  "act.decision.positive": "find that someone was trafficked",
  "act.state.closed": "close a case",
  "act.order.proposed": "record a legal order",
  "act.order.confirmed": "confirm a legal order",
  "act.agreement.lifted": "put a suspended agreement in force again",
  "act.agreement.signed": "sign an agreement",

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
