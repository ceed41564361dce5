/**
 * What the door's working pages say in English: short words, short sentences, the person first.
 * ICU message syntax. `ar.ts` has every key, or the build fails.
 */
export const en = {
  "site-name": "Everyday advice",
  "skip-to-text": "Skip to the text",
  leave: "Leave now",
  "leave-how":
    "Press Leave now, or the Esc key three times. This page goes away, and Back does not return to it.",
  "trial-door": "This is a trial page. The people here are invented. Do not write anything real.",
  "unchecked-text": "No native reader has checked this text yet.",
  "change-language": "Change language",
  "go-home": "To the first page",
  "danger-now": "In danger now?",
  "danger-call": "Call",
  "danger-free": "The call is free.",
  "no-script":
    "This page locks your words on your phone before it sends them. Your browser does not let it do that now (JavaScript is turned off). So nothing can be sent from here: without the lock, others on the way could read it. When very many write at once, it also works out a sum first, so that machines do not crowd people out. You can still read these pages, call the number below, or open this page in another browser.",
  "no-lock":
    "This browser cannot lock your words, so nothing is sent from here. Open this page in another browser, or on another phone.",
  "lock-getting-ready": "The lock is getting ready…",
  "lock-failed": "The lock did not load. Your words are still here. Check your connection.",
  "try-again": "Try again",

  // tell
  "tell-title": "Tell us or ask us",
  "tell-lead":
    "Say as much or as little as you like. You do not need to give a name. You can leave out anything.",
  "tell-readers":
    "Only the people who answer for {agency} can read it. They do not tell anyone else without your yes.",
  "tell-answers": "They answer within {hours, plural, one {an hour} other {# hours}}.",
  "tell-quiet":
    "No one who answers has been here for {hours, plural, one {an hour} other {# hours}} or more, so it can take longer now. The places below may be open.",
  "tell-question": "What would you like to say?",
  "tell-question-why": "So that we know how to help. You can write in any language.",
  "tell-language": "Which language should we answer in?",
  "tell-language-why": "So that you can read our answer. You can leave this as it is.",
  "tell-lock": "Your words are locked on this phone before they are sent.",
  "tell-unsent":
    "Until you send it, this text is only on this page. If you close the page, the text is gone.",
  "tell-send": "Lock and send",
  "tell-empty": "There is nothing to send yet. Write a word or two, or press Leave now.",
  "tell-making-words": "Making your way back… This can take some seconds on an old phone.",
  "tell-sending": "Sending…",
  "tell-not-sent": "It was not sent. Your words are still here.",
  "no-connection": "There is no connection now. Your words are still here. Try again in a moment.",
  "too-many":
    "Too many letters came in a short time. You did nothing wrong, and your words are still here. Leave this page open and send again in {minutes, plural, one {a minute} other {# minutes}}. If you are in danger, call {number}.",
  "door-closed":
    "No one can answer here at the moment, so nothing can be sent. If you are in danger, call {number}.",
  "readers-not-right":
    "The list of people who answer here does not look right, so nothing was sent. Your words are still here. Do not send from this page today; if you need help now, call {number}.",

  // words
  "words-step": "Step 2 of 3. It is sent.",
  "words-title": "These eight words are your way back.",
  "words-title-digits": "These 26 digits are your way back.",
  "words-lead":
    "With them you can read our answer. No one else has them. If you lose them, no one can find them for you: then you can only write to us again, as someone new.",
  "words-list-label": "Your eight words",
  "words-digits-label": "Your 26 digits",
  "words-hide": "Hide",
  "words-show": "Show",
  "words-as-digits": "Numbers instead",
  "words-as-words": "Words instead",
  "words-hidden": "Hidden. Press Show to see them again.",
  "words-keep-title": "How to keep them safe",
  "words-keep-paper": "On paper, among other things.",
  "words-keep-paper-more": "A shopping list, or the back of a receipt. Keep the order.",
  "words-keep-head": "In your head.",
  "words-keep-head-more": "Make a small story of them, in their order.",
  "words-keep-not": "Not as a photo or in a chat,",
  "words-keep-not-more": "if someone else looks at your phone.",
  "words-check-title": "Let us check two of them",
  "words-check-lead": "So that a small slip does not lock you out later. They are hidden while you type.",
  "words-check-word": "Word {position}",
  "words-check-group": "Group {position} of the numbers",
  "words-check-right": "That is right.",
  "words-check-wrong": "“{typed}” is not it. Press Show, look once more, and type it again.",
  "words-check-empty": "Type it here, or press Skip.",
  "words-check-go": "Check and go on",
  "words-check-skip": "Skip, I have kept them",
  "done-step": "Step 3 of 3. You are done.",
  "done-title": "Thank you. It has arrived.",
  "done-lead":
    "Someone who answers will read it. We cannot call or write to you anywhere else: come back here with your words to read the answer.",
  "done-read": "See what I sent",

  // come back
  "back-title": "Come back",
  "back-lead":
    "Type your eight words, or your 26 digits. Capital letters, commas and extra spaces do not matter.",
  "back-label": "Your words or digits",
  "back-why": "They open your letters. They stay on this phone: only a key made from them is used.",
  "back-open": "Open",
  "back-opening": "Opening… This can take some seconds on an old phone.",
  "back-lost": "I lost my words",
  "back-lost-file":
    "Do we keep a file with you? Then come to us, or speak with us the safe way we agreed on. Two of us must know that it is you. A day later you get a code for new words.",
  "back-has-code": "I have a code",
  "new-words-title": "New words for your file",
  "new-words-lead": "With the code that we gave you. Do it alone, on a phone that only you look at.",
  "new-words-code": "The code: 20 digits",
  "new-words-why":
    "It is good for an hour. With it your old words stop working. Old letters stay locked: only the old words open them.",
  "new-words-make": "Make my words",
  "new-words-short": "The code has 20 digits. Look at it once more.",
  "new-words-wrong": "This is not the code, or it is no longer good. Ask us for another one.",
  "new-words-failed": "It did not work. Nothing was changed. Try again.",
  "new-words-made":
    "They open your file from now on. The old ones do not. Nobody else has them. Keep them before you go on.",
  "new-words-waits":
    "Someone told {agency} that these words are lost. From {date} on they can get new ones, and yours will stop working. Was it not you? Stop it.",
  "new-words-stop": "Stop it, I have my words",
  "new-words-stopped": "It is stopped. Your words stay as they are.",
  "new-words-were-made": "New words were made on {date}, with {agency}. Was it not you? Tell them.",
  "back-lost-more":
    "We cannot find them for you, and no one else can. You can write to us again. What you wrote before is deleted 60 days after your last visit.",
  "slip-empty": "Nothing is typed yet.",
  "slip-too-few-words":
    "{seen, plural, =0 {There is no word yet} one {That is one word} other {Those are # words}}. There must be eight.",
  "slip-too-many-words": "Those are {seen} words. There must be eight.",
  "slip-unknown": "Word {position}, “{word}”, is not in our list.",
  "slip-unknown-near": "Word {position}, “{word}”, is not in our list. Do you mean {nearest}?",
  "slip-word": "“{word}”",
  "slip-or": "{left} or {right}",
  "slip-mixed": "Word {position} belongs to another language than the others. Check it.",
  "slip-check":
    "These are eight words of our list, but one is wrong or two have changed places. Check each one, and their order.",
  "slip-check-swap":
    "These are words of our list, but their order may be wrong. Look at words {left} and {right}.",
  "slip-check-instead": "One word may be wrong. Look at word {position}: do you mean “{word}”?",
  "slip-too-few-digits":
    "{seen, plural, one {That is one digit} other {Those are # digits}}. There must be 26.",
  "slip-too-many-digits": "Those are {seen} digits. There must be 26.",
  "slip-not-digits": "Some of this is no digit. Type the 26 digits, or your eight words.",
  "slip-digits-check": "One digit is wrong, or two have changed places.",
  "slip-digits-check-groups": "One digit is wrong, or two have changed places. Look at group {groups} first.",
  "back-not-found":
    "These words are whole, but they open nothing here. They may be for another page, or the letters were deleted after 60 days without a visit.",
  "back-failed": "It did not open. Your words are still here.",

  // conversation
  "talk-title": "Welcome back.",
  "talk-news":
    "{count, plural, =0 {There is no answer yet.} one {We have answered you.} other {There are # letters from us.}} Only your words open this.",
  "talk-letters": "The letters, oldest first",
  "talk-you": "You",
  "talk-us-no-name": "Someone who answers here",
  "talk-about-hour": "{day}, about {hour}",
  "talk-bad-letter":
    "This letter cannot be shown. It was changed, or it does not come from the people who answer here. Do not trust it.",
  "talk-readers-changed":
    "The list of readers is older than one that was used before. Someone may have changed this page. Do not write here today; if you need help now, call {number}.",
  "talk-deleted": "This conversation was deleted. Your file is still here.",
  "talk-reply": "Your answer, if you like",
  "talk-reply-why": "No name is needed. You can leave any question.",
  "talk-send": "Lock and send",
  "talk-sent": "Sent.",
  "talk-look-again": "Look for a new answer",
  "talk-looked": "You see the newest letters now.",
  "talk-someone-first":
    "A new letter came while you wrote. It is shown above. Your text is still here: read it, then send.",
  "talk-kept-until": "These letters stay until {date}. Each visit makes this longer.",
  "talk-delete": "Delete everything now",
  "talk-delete-sure":
    "Delete all letters, yours and ours? No one can bring them back. If you have a file, it stays; you can still open it with your words.",
  "talk-delete-yes": "Yes, delete them",
  "talk-delete-no": "No, keep them",
  "talk-deleted-done": "Everything here is deleted. Your words open nothing now.",
  "talk-my-file": "My file",
  "talk-my-file-more": "What is written about you, who looked, and what you allow",
  "notice-title": "Be told when we answer",
  "notice-lead":
    "We can send you one short message when there is an answer. It does not say who sent it or what it is about.",
  "notice-danger":
    "Does someone else look at your phone or your mail? Then leave this off. Your words bring you back at any time.",
  "notice-way": "How should it come?",
  "notice-email": "By e-mail",
  "notice-message": "As a text message",
  "notice-to-email": "Your e-mail address",
  "notice-to-message": "Your phone number",
  "notice-to-why":
    "It is locked on this phone. The people who answer you cannot see it. Whoever carries the message sees where it goes.",
  "notice-say": "What should it say?",
  "notice-say-why": "Choose a line that no one will ask about.",
  "notice-say-1": "A small reminder for you",
  "notice-say-2": "The note that you asked for",
  "notice-say-3": "There is something new to read",
  "notice-save": "Tell me",
  "notice-wrong-email": "This is not yet an e-mail address. Write it like name@example.org.",
  "notice-wrong-number":
    "This is not yet a whole number. Write it with + and the number of the country first, like +44 7700 900123.",
  "notice-on":
    "This is on. One message goes out an hour or more after an answer. No more come until you have been here.",
  "notice-told": "A message went out. One more can come after the next answer.",
  "notice-failed": "The message could not be sent. Check where it should go, or leave this off.",
  "notice-stop": "Stop this",
  "notice-off": "It is off. Where it should go is deleted.",
  "notice-not-kept": "It was not changed. Try again in a moment.",
  "talk-close": "Close and forget my words",
  "visit-ended": "This visit has ended, so that no one can read on after you. Type your words once more.",

  // an offer
  "offer-title": "May we open a file for you, with {agency}?",
  "offer-lead": "{agency} would keep the file. If you say yes, {recipient} may also see this, and only this:",
  "offer-not": "{recipient} does not see:",
  "offer-not-letters": "The letters that you wrote here",
  "offer-not-others":
    "No one else sees any of it without your yes. Only a judge’s order could open a part, and you would see that here.",
  "offer-for": "For: {purpose}. Until {date}.",
  "offer-yes": "Yes, I agree",
  "offer-no": "Not now",
  "offer-free": "You can take back your yes at any time. Your support does not stop because of that.",
  "offer-said-yes": "You said yes. You can take it back in My file.",
  "offer-said-no": "You said “not now”. That is fine. You can talk about it again at any time.",
  "offer-taken-back": "We took this question back.",
  "offer-changed": "The question has changed. Please read it again.",
  "offer-over": "The time of this question is over.",
  // The sentence that the person's words sign. It holds no number that a language writes in its own way.
  "consent-sentence":
    "I agree that {agency} opens a file about me. I allow {recipient} to see this: {categories}. It is for: {purpose}. It ends on {until}. I can take this back at any time.",
  // The same, read to someone at a desk.
  "consent-in-person-sentence":
    "I allow {recipient} to see this from my file at {agency}: {categories}. It is for: {purpose}. It ends on {until}. I can take this back at any time. Then {recipient} can read no more. What they read before, they may remember. If I say no, I get the same help.",

  // orders that a court keeps from people for a while: counted for everyone
  "orders-title": "Orders that must wait to be told",
  "orders-lead":
    "A court can order that someone is not told, for a while, that a part of their file was opened.",
  "orders-few":
    "When this month began ({date}), there were fewer than {count} of them in this house, or none.",
  "orders-some":
    "When this month began ({date}), there were at least {count} of them in this house, and fewer than {left}.",
  "orders-end":
    "Each one names a court and has an end. When the end comes, the person sees it all in their file, by itself.",
  "orders-why":
    "We count in fives, and once a month. An exact number could show one person that it is about them.",
  // my file
  "file-title": "My file",
  "file-lead":
    "What is written about you, who looked, and what comes next. It is yours. Nothing here stays on this phone.",
  "file-none": "There is no file about you yet. If we ask to open one, you see the question in your letters.",
  "file-back": "Back to my letters",
  "file-held-by": "{agency} keeps this file.",
  "file-handed-over":
    "{day}: {from} gave this file to {to}. {from} said that you agreed. If you did not, write to {to}.",
  "file-handed-by-order":
    "{day}: {from} gave this file to {to}, because of a legal order that you find below.",
  "file-agency-left":
    "{agency} does not work here any more. It sees nothing of your file now; what it read or took before, it may still have.",
  "letters-agency-left":
    "Nobody reads here any more: this agency has left. You can still read what was written. To write to those who read here now, begin anew.",
  "file-number": "File {number}",
  "file-next": "What comes next",
  "file-now": "Now: {state}",
  "file-since": "Since {date}",
  "file-by": "By {date}",
  "file-nothing-due": "Nothing is due. You do not have to do anything.",
  "file-late": "This should be done by now. You can ask about it in your letters.",
  "file-looked": "Who looked",
  "file-looked-none": "No one has looked yet.",
  "file-looked-read": "read: {category}. For: {purpose}.",
  "file-looked-you": "You read: {category}.",
  "file-looked-refused": "asked for: {category}. It stayed closed.",
  "file-looked-refused-consent": "asked for: {category}. It stayed closed, without your yes.",
  "file-looked-all": "See everyone who looked",
  "file-looked-fewer": "Show fewer",
  "file-allow": "What you allow",
  "file-allow-lead": "You can turn each one off. Your support does not depend on it.",
  "file-allow-none": "You have allowed nothing to anyone else.",
  "file-allow-what": "{agency} may see: {categories}",
  "file-allow-until": "For {purpose}, until {date}.",
  "file-allow-off": "You turned this off on {date}. They were told at once, and can read no more.",
  "file-allow-over": "This ended on {date}. They can read no more.",
  "file-on": "On",
  "file-off": "Off",
  "file-turned-off":
    "It is off. They were told at once, and can read no more. What they read before, they may remember.",
  "file-turn-on": "To turn it on again, write to us in your letters.",
  "means-title": "What turning it off means",
  "means-live-share": "They can read no more, from that moment.",
  "means-copy-read":
    "What they read before, they may remember. They are told that you took it back. Here you see what they read.",
  "means-legal-order": "A judge’s order goes on. You see each one here.",
  "means-legal-hold": "What a judge tells us to keep, we keep until that ends. You see each one here.",
  "means-snapshot":
    "In numbers that we publish later, you are not counted, unless you agree to something again.",
  "means-release": "Numbers that are already out cannot be called back. Nobody can find you in them.",
  "means-no-copy": "We give no copy of your file to any other computer system.",
  "given-words": "You agreed with your words, on {date}.",
  "given-in-person": "You said this in person to {agency}, on {date}.",
  "given-by-guardian": "Your guardian said this to {agency}, on {date}.",
  "given-assent": "They wrote that you were asked, and said yes too.",
  "given-not": "I did not say this",
  "given-not-sure": "We turn it off now, and those who wrote it down must explain it.",
  "given-not-yes": "I did not say this",
  "given-not-no": "Leave it as it is",
  "given-not-done": "It is off. We look into it, and you see by when under What comes next.",
  "given-disputed": "You told us on {date} that you did not say this.",
  "reads-title": "Read so far:",
  "reads-one": "{category}, last on {time}.",
  "reads-none": "They have read nothing so far.",
  "file-pause": "Pause all sharing now",
  "file-pause-sure":
    "No one but {agency} can read your file then. What others read before, they may remember.",
  "file-pause-yes": "Yes, pause it",
  "file-pause-no": "No, leave it",
  "file-paused": "All sharing is off. Everyone was told at once.",
  "file-orders": "A judge’s order can open a part without your yes.",
  "file-orders-none": "There is none today. If one comes, you see it here.",
  "file-order": "{authority} ({article}): {agency} may see {categories}, until {date}.",
  "file-hold":
    "{authority} ({article}): we have to keep {categories}, until {date}. Nobody else sees it through this.",
  "file-order-number": "Number: {reference}.",
  "file-order-over": "It ended on {date}.",
  "file-order-deferred": "{court} kept this from you until {date}. Now you see it all.",
  "file-order-means":
    "You cannot turn an order off here. It opens only what it names. You can ask us for a lawyer, in your letters.",
  "file-read": "Read what is written",
  "file-read-lead":
    "Where you could be found, your safe contact, and other people’s details are left out: so that no one who takes your words can learn them.",
  "file-read-none": "Nothing is written yet.",
  "file-read-open": "Read: {category}",
  "file-read-written": "Written by {agency}, {date}",
  "file-read-empty": "In this part there is nothing that is shown here.",
  // what waits for seven days
  "wish-title": "Big changes, which wait",
  "wish-lead":
    "You can pause all sharing at once, above. What cannot be undone waits for 7 days: someone else could have taken your words.",
  "wish-change-contact": "Change my safe contact",
  "wish-end-guardian": "My guardian shall not read this file any more",
  "wish-leave": "Leave: I want no more support",
  "wish-erase": "Erase this file",
  "wish-change-contact-means":
    "We wait 7 days. We speak with you first, in the way that we agreed or face to face. Then you tell us the new way.",
  "wish-end-guardian-means":
    "We wait 7 days. We speak with you first, in the way that we agreed or face to face. Then your guardian can read no more.",
  "wish-leave-means":
    "We wait 7 days. We speak with you first, in the way that we agreed or face to face. Then all sharing ends. You can come back at any time.",
  "wish-erase-means":
    "We wait 7 days. We speak with you first, in the way that we agreed or face to face. Then the file is gone for good. What others read, they may remember. What a judge’s order holds stays until it ends.",
  "wish-yes": "Yes, ask for it",
  "wish-no": "No, leave it",
  "wish-asked": "We wrote it down. Nothing happens yet. We will reach you.",
  "wish-waiting":
    "Someone with these words asked for this. Nothing happens before {date}. Was it not you? Stop it.",
  "wish-ripe":
    "The 7 days are over. Since {date} this can be done, with the number that we gave you when we spoke.",
  "wish-number": "The number that we gave you: 8 digits",
  "wish-number-wrong": "This is not the number, or it is no longer good. Ask us for a new one when we speak.",
  "wish-now": "Do it now",
  "wish-stop": "Stop it",
  "wish-stopped": "It is stopped. Nothing happens.",
  "wish-done": "It is done.",
  "wish-held": "It is done, but for what a judge’s order still holds. That goes when the order ends.",
  "file-locked":
    "This cannot be opened just now: the people who keep it have locked it for a while, or cannot be reached. It is still there, and no one else has opened it now. Try again later.",
  "file-failed": "This did not work. Nothing was changed.",
  "file-wrong": "Something is wrong? Write to us in your letters, and say what.",
  yes: "Yes",
  no: "No",

  // kinds of data, as a person would say them
  "category-identity": "my name and who I am",
  "category-contact": "how to reach me safely",
  "category-account": "what I told",
  "category-health": "my health",
  "category-needs-and-risk": "what I need, and what is dangerous for me",
  "category-status": "my right to stay",
  "category-work-and-documents": "my work and my papers",
  "category-money": "money that is owed to me",
  "category-justice": "the court case",
  "purpose-support": "helping me",
  "purpose-identification": "finding out what happened to me",
  "purpose-decision": "a decision about my protection",
  "purpose-investigation": "an investigation",
  "purpose-prosecution": "a court case",
  "purpose-remedy": "getting back what is owed to me",
  "purpose-statistics": "counting, without my name",
  "purpose-oversight": "checking that the work is done well",
  "role-intake-worker": "Someone who answers letters",
  "role-caseworker": "A caseworker",
  "role-health-worker": "A health worker",
  "role-legal-adviser": "A legal adviser",
  "role-guardian": "A guardian",
  "role-investigator": "An investigator",
  "role-prosecutor": "A prosecutor",
  "role-decision-maker": "Someone who decides about protection",
  "role-labour-inspector": "A labour inspector",
  "role-child-protection-officer": "Someone who protects children",
  "role-statistician": "Someone who counts",
  "role-data-protection-officer": "Someone who watches over your data",
  "role-auditor": "Someone who checks the work",
  "role-supervisor": "A team leader",
  "role-other": "Someone",

  "talk-new": "New",
  "receipt-title": "A proof that you wrote this",
  "receipt-why":
    "It shows that this letter came here, and in which hour. It does not show what you wrote. Whoever finds it knows that you wrote here. Keep it only where no one else looks.",
  "receipt-show": "Show the proof",
  "receipt-asking": "One moment…",
  "receipt-label": "The proof",
  "receipt-save": "Save it as a file",
  "receipt-check": "Anyone can check it on the page /ledger of this site.",
  "receipt-wrong": "This proof is not right, so we do not show it. You can tell us in a letter.",
  "receipt-failed": "The proof could not be made. Try again in a moment.",
  "file-looked-when": "{agency}. {time}",
  "file-glass": "In an emergency, someone at {agency} opened {category}. Their reason: “{reason}”. {time}",
  "file-glass-title": "Opened in an emergency",
  "clock-early-support": "Your first support should begin",
  "clock-consent-review": "We ask you again what you allow",
  "clock-referral-answer": "The others should answer if they can help",
  "clock-reasonable-grounds": "The authority should give its first answer",
  "clock-recovery-ends": "Your rest time ends. You can ask for more. Your support goes on",
  "clock-conclusive-grounds": "The authority should decide",
  "clock-reconsideration": "The new look at the decision should be done",
  "clock-follow-up": "We ask how you are, if you like",
  "clock-consent-disputed": "We look into the yes that you did not give",
  "clock-contact-change": "We write down your new safe contact",
  "clock-other": "Something should be done for you",

  "state-contact": "we have met",
  "state-contact-more": "Someone listens to you. Nothing is decided.",
  "state-screened": "a first talk took place",
  "state-screened-more": "We know a little of what you need. You choose what comes next.",
  "state-early-support": "first support",
  "state-early-support-more": "You get support now. It does not depend on any decision.",
  "state-referred": "others were asked to help",
  "state-referred-more": "Your support goes on while you wait for their answer.",
  "state-reasonable-grounds": "a first decision",
  "state-reasonable-grounds-more": "The authority has reason to believe that you need protection.",
  "state-recovery": "time to rest",
  "state-recovery-more": "You have time to rest and think. No one may shorten it. You can ask for more.",
  "state-conclusive-grounds": "the main decision",
  "state-conclusive-grounds-more":
    "The authority decides about your protection. If the answer is no, you get the reasons in your language, and you can ask for a new look.",
  "state-inclusion": "your own life again",
  "state-inclusion-more": "Home, work, papers, school: we go on with you as long as you want.",
  "state-closed": "the file is closed",
  "state-closed-more": "You can come back at any time.",
  "state-follow-up": "we ask how you are, now and then",
  "state-follow-up-more": "Only if you like.",
  "state-missing": "we do not know where you are",
  "state-missing-more": "You do not have to tell us. If you are in danger, call for help.",
  "state-withdrawn": "you stopped",
  "state-withdrawn-more": "That is your right. You can come back at any time.",
  "state-abroad": "you are in another country",
  "state-abroad-more": "If you like, we can find someone there.",
  "state-reopened": "the file is open again",
  "state-reopened-more": "We go on from where you are now.",
  "state-reconsideration": "a new look at the decision",
  "state-reconsideration-more": "Your support goes on while you wait.",
} as const satisfies Record<string, string>;

export type DoorKey = keyof typeof en;
