/** A member's keys: their code, other ones, keepers, and the way back after a loss. */
export const ownKeys = {
  "own-keys.title": "My keys",
  "own-keys.lead":
    "Your keys open the letters that are written to you. They are made and opened in your browser; nobody here has them.",
  "own-keys.loading": "Looking at your keys …",
  "own-keys.code": "Their code",
  "own-keys.code-say":
    "Read it aloud when a colleague or a keeper compares your keys by telephone. It opens nothing, so anyone may know it.",
  "own-keys.rotate": "Other keys",
  "own-keys.rotate-say":
    "After any doubt, take other keys. What was written to the former ones stays readable for you. Then tell a supervisor: the list of readers has to name the new ones.",
  "own-keys.rotate-do": "Take other keys",
  "own-keys.rotated":
    "You have other keys. Passkeys open them again once you have added them anew; name your keepers once more.",
  "own-keys.keepers": "Who keeps my keys",
  "own-keys.no-keepers":
    "Nobody yet. If you lose your password, what was written to you stays locked. Three keepers in three agencies, of whom two are needed, can give your keys back to you, and to nobody else.",
  "own-keys.choose": "Three keepers",
  "own-keys.choose-why":
    "In three different agencies, none of them yours. Call each one and compare the code beside their name with the one on their own page, “My keys”.",
  "own-keys.three-needed": "Choose three, in three different agencies.",
  "own-keys.too-few": "Too few are willing yet",
  "own-keys.too-few-say":
    "Three members in three other agencies have to say on their own page that they keep for others.",
  "own-keys.name": "I compared the codes: name them",
  "own-keys.named": "Three keepers have a part each.",
  "own-keys.keeps": "Keeps a part",
  "own-keys.gave": "Gave their part",
  "own-keys.keeper-changed": "Has other keys since",
  "own-keys.keeps-former": "They keep your former keys. Name keepers once more, for the present ones.",
  "own-keys.lost":
    "{count, plural, =0 {Your former keys are with your keepers.} one {One keeper has given their part.} other {# keepers have given their parts.}}",
  "own-keys.lost-say":
    "Call your keepers and read the code above to two of them. They compare it and give their part.",
  "own-keys.regain": "Open my former keys",
  "own-keys.two-needed": "Two keepers have to give their parts first.",
  "own-keys.ask": "Ask the keepers again",
  "own-keys.regained": "Your former keys are open again. Name keepers for your present ones.",
  "own-keys.do-not-fit": "The parts do not open your keys. Call the keepers, and tell your supervisor.",
  "own-keys.kept": "What I keep for others",
  "own-keys.kept-none": "You keep nothing for anybody.",
  "own-keys.willing": "I keep a part for others",
  "own-keys.willing-say": "Members of all agencies then see your name, agency and code.",
  "own-keys.willing-on": "Yes",
  "own-keys.willing-off": "No",
  "own-keys.since": "since {at}",
  "own-keys.asks": "Asks until {until}",
  "own-keys.you-gave": "You gave it {at}",
  "own-keys.give-say":
    "{name} lost their keys. Call {name} on a number that you knew before, hear their voice, and have them read the code of their new keys to you. If it differs by one digit, give nothing and tell a supervisor.",
  "own-keys.compare": "Compare",
  "own-keys.heard": "I know {name}’s voice, and heard exactly this code",
  "own-keys.unlock-first": "Unlock your keys above to give your part.",
  "own-keys.compare-first": "Compare the code first.",
  "own-keys.give": "Give my part to these keys",
  "own-keys.given": "Your part is given. It opens for those keys alone, and stands in the ledger.",
  "own-keys.part-closed":
    "Your part does not open with your keys, or is not what was signed. Nothing was given.",
  "letter.former-keys": "It was locked for your former keys, which are not open here: see My keys.",
  "newcomers.title": "For colleagues who came later",
  "newcomers.say":
    "Older letters and notes are locked for those who read here then. This browser locks what you can read for everyone on the newest list too, also for colleagues who have new keys.",
  "newcomers.do": "Lock what is older for them too",
  "newcomers.stop": "Stop",
  "newcomers.done":
    "{done} of {all, plural, one {# conversation} other {# conversations}} looked at; {sealed, plural, one {# lock} other {# locks}} added.",
  "readers.gone":
    "On the list, and not here any more or with other keys since: {names}. Sign a list without them, or with their new keys, now.",
  "readers.code-say": "Call whoever comes on, and compare the code with the one on their page, “My keys”:",
  "renew.title": "New keys after a loss",
  "renew.lead":
    "{name}, {agency}: choose a new password. Your browser makes new keys; two colleagues then admit them.",
  "renew.do": "Make new keys",
  "renew.made": "Your new keys are made.",
  "renew.made-say":
    "Read this code to two colleagues, one of them a supervisor. They admit exactly these keys.",
  "renew.after":
    "Then sign in with your new password. The code stands there again, under My keys: your keepers compare it too.",
  "renewal.title": "New keys after a loss",
  "renewal.say":
    "Has this colleague lost password or keys? Begin new ones: they make them by a link, and two people admit them.",
  "renewal.begin": "Begin new keys",
  "renewal.link": "Give this link to your colleague by hand. It is shown once, and ends in three days:",
  "renewal.not-yet": "Has not made them yet. The link ends {until}.",
  "renewal.compare":
    "Call {name} on a number that you knew before. Propose them only if they read exactly this code to you.",
  "renewal.admit": "I heard this code: propose them",
};
