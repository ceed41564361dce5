/** What waits for a second member. */
export const proposals = {
  "proposals.title": "Waiting for a second",
  "proposals.lead":
    "Some acts take two people. One proposes, another one reads the same text and decides. Nothing happens before.",
  "proposals.loading": "Looking for what waits.",
  "proposals.none": "Nothing waits for a second member.",
  "proposals.none-say": "What a colleague proposes comes here, and on your notices.",
  "proposals.until": "It can be decided until {time}. After that it is over, and nothing happens.",
  "proposals.between": "It can be confirmed from {from} on, until {until}; a no is possible at any time.",
  "proposals.you": "You",
  "proposals.you-named": "You, {name}",
  "proposals.second": "A second member",
  "proposals.second-or": "A second member, here or at {agency}",
  "proposals.proposed": "proposed this, {time}",
  "proposals.yours": "can be the second. Read it; it happens as soon as you confirm.",
  "proposals.awaited": "has not decided yet",
  "proposals.confirm": "Confirm, and do it",
  "proposals.sign": "Sign with your key, and do it",
  "proposals.decline": "Say no",
  "proposals.decline-do": "Say no, with this reason",
  "proposals.withdraw": "Take it back",
  "proposals.reason": "Why not?",
  "proposals.reason-why": "Your colleague reads it. Do not name a person who is helped.",
  "proposals.no-reason": "Say in a few words why.",
  "proposals.settled": "Settled in the last thirty days",
  "proposals.what": "What",
  "proposals.outcome": "Outcome",
  "proposals.who": "By whom, when",
  "proposals.nobody": "Nobody",
  "proposals.confirmed": "Done",
  "proposals.alone": "Done by the only member",
  "proposals.declined": "Declined",
  "proposals.withdrawn": "Taken back",
  "proposals.expired": "Time is over",
  "proposals.overtaken": "Over by itself",
  "proposals.waits": "Waits",
  "proposal.glass.confirmation": "Broken glass",
  "proposal.glass-opens":
    "Your colleague opened, or wants to open, {category} of a case in an emergency. Confirm only if you know why.",
  "proposal.case": "The case",
  "proposal.glass-reason": "The reason, which the person is shown:",
  "proposal.member.admission": "A new member",
  "proposal.admits": "Will be invited to work at your agency:",
  "proposal.agency.leaving": "Leaving",
  "proposal.leaves":
    "Your agency leaves the house, for good: every share, agreement, key and session of it ends at once. Look first at what it means, and that its copy opens.",
  "proposal.words-stolen": "Someone else has the old ones: once you confirm, they open nothing.",
  "proposal.words.reset": "New words for a person",
  "proposal.words-reset":
    "A colleague met the person, who lost their words. Confirm only if you saw or reached them too, and they were alone. A day after that they can be given a code for new words; the old words end with it.",
  "proposal.met-person": "Your colleague saw them.",
  "proposal.met-contact": "Your colleague reached them over the safe contact.",
  "proposal.order.confirmation": "An order to compare with the paper",
  "proposal.order":
    "Your colleague wrote down an order. Take the paper in your hand and compare each line. Once you confirm, what it names can be opened without the person’s yes.",
  "proposal.hold":
    "Your colleague wrote down a legal hold. Take the paper in your hand and compare each line. Once you confirm, what it names is kept until it ends, whoever wishes it erased. It is opened to nobody.",
  "proposal.hold.ending": "A legal hold that was lifted",
  "proposal.hold-ending":
    "Your colleague says that this legal hold was lifted. Confirm only if you saw that paper. What the person wished erased meanwhile is then erased for good.",
  "proposal.guardian.naming": "A child’s guardian",
  "proposal.guardian":
    "Your colleague says who the child’s guardian is. Confirm only if you yourself saw the paper that makes them that, or the guardian, and know of nothing that they had to do with what happened. They can then be given a code for words of their own, and read what the child reads.",
  "proposal.guardian-proof": "Shown by",
  "proposal.guardian-order": "Number on the paper",
  "proposal.guardian-checked": "Not involved",
  "proposal.guardian-from": "From",
  "proposal.wish.second": "What the person wishes, and what cannot be undone",
  "proposal.wish-pairs":
    "It is done to {aliases} too, which your agency keeps together with this case as one person’s. Are they two people? Say no, and take them apart first.",
  "proposal.wish":
    "The person said this to your colleague face to face. Confirm only if you saw or reached them yourself, they are alone, and they still wish it. It happens at once, but for what an order still holds.",
  "proposal.member.return": "A suspended member comes back",
  "proposal.return": "{name} is suspended, and will be able to sign in again, with all their roles.",
  "proposal.member.renewal": "New keys for a member who lost theirs",
  "proposal.renewal":
    "{name} lost their password or their keys. Reach {name} by voice, on a number that you knew before, and have them read the code of their new keys to you. Confirm only if it is this one. Every session and second factor of theirs then ends, and their keepers may give the former keys back.",
  "proposal.member.roles": "Other roles for a member",
  "proposal.roles": "What {name} may do here changes.",
  "proposal.roles-had": "Now",
  "proposal.roles-gets": "Then",
  "proposal.attachment.deletion": "Delete a quarantined attachment",
  "proposal.attachment.release": "Open a quarantined attachment again",
  "proposal.attachment-opens":
    "An attachment that was kept unseen opens again. Confirm only where you know why it was marked by mistake; what the list names is marked again before anyone sees it.",
  "proposal.attachment-goes":
    "An attachment that is on the list of known abuse material goes for good. Confirm only once it is reported as your law asks.",
  "proposal.release.publication": "Publish a release",
  "proposal.release.second-approval": "Publish a release: the second approval",
  "proposal.population.joining": "Let our people be counted in a population",
  "proposal.joins":
    "{office} counts the people of several agencies together, each once, and releases only made-up records. It would count ours too, as “{name}”. What may be told of one person in a year is then shared by all of them.",
  "proposal.publishes":
    "Everyone reads these numbers: {rows, plural, one {# made-up record} other {# made-up records}}, epsilon {epsilon}. Read them first, each with its range. What was published can be withdrawn, not called back.",
  "proposal.reads": "Read its numbers",
  "proposal.door.readers": "More readers at the door",
  "proposal.readers":
    "{count, plural, one {One person} other {# people}} will read what is written to the door from then on. New among them:",
  "proposal.door.stand-in": "Another agency stands in at the door",
  "proposal.stand-in":
    "Letters that nobody at {agency} has opened within {hours, plural, one {an hour} other {# hours}} may be opened by those who read at {other}, who then answer. Whoever writes is told before, and may decline.",
  "proposal.version-title": "Agreement {number}: {title}",
  "proposal.version":
    "{agency} proposed it, {time}. Each party signs the same words with two people and its root key.",
  "proposals.signed": "has signed",
  "proposals.read": "Read it",
  "proposal.protocol.ending": "The end of an agreement",
  "proposal.protocol.lifting": "An agreement that was suspended",
  "proposal.lifting":
    "Your agency agrees that it opens again what it covers. With the last party it is in force again. It was suspended because:",
  "proposal.ending":
    "It ends for good, every share under it ends, and the keys to what was shared are deleted:",
};
