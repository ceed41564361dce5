/** What the door's reading pages say in English: home, what happens, my phone, who runs this. The server alone needs it. */
export const adviceEn = {
  "home-title": "You can talk to us here.",
  "home-lead":
    "You do not need a name or an account. Say as much or as little as you like. You can stop at any time.",
  "home-choices": "What would you like to do?",
  "choice-tell": "Tell us or ask us",
  "choice-tell-more": "About you, or someone you know",
  "choice-back": "Come back",
  "choice-back-more": "With your eight words",
  "choice-happens": "What happens if I tell you?",
  "choice-happens-more": "Who reads it, and what they may do",
  "choice-help": "Find help near you",
  "choice-help-more": "Places, hours, languages",
  "choice-phone": "Is my phone safe?",
  "choice-phone-more": "What someone near you could see",
  "keep-title": "What we keep",
  "keep-words":
    "Your words, locked on this phone before they are sent. Only the people who answer you can open them.",
  "keep-hour": "The hour you wrote, not the minute. We delete everything {days} days after your last visit.",
  "keep-not-title": "What we do not keep",
  "keep-not-name": "Your name, unless you write it.",
  "keep-not-phone": "Your number, where you are, or which phone you use.",
  "keep-not-here": "Anything on this phone.",
  "hide-title": "What we cannot hide",
  "hide-text":
    "Someone who looks at this screen can read it. A phone that is being watched can show what you type.",
  "nowhere-title": "There is nothing at this address.",
  "nowhere-lead": "Perhaps a letter slipped. The first page leads everywhere.",
  "foot-about": "Who runs this page",

  "happens-title": "What happens if I tell you?",
  "happens-lead": "You stay in charge. Nothing happens behind your back.",
  "happens-read": "A person reads it",
  "happens-read-more": "Not a machine. Only the people who answer here can open your letters.",
  "happens-answer": "They answer you here",
  "happens-answer-more":
    "They do not call you, write to you or visit you anywhere else, unless you ask them to.",
  "happens-secret": "They keep it to themselves",
  "happens-secret-more":
    "They do not tell the police, an employer, your family or any office without your yes.",
  "happens-child": "If a child is in danger",
  "happens-child-more":
    "Then the law may say that we must tell the people who protect children. If we can, we talk with you first.",
  "happens-more": "If you want more help",
  "happens-more-more":
    "A place to sleep, a doctor, a lawyer: then we ask you if we may open a file. You see who would read what. You say yes or not now.",
  "happens-stop": "You can stop",
  "happens-stop-more":
    "You can take back a yes, or delete your letters, at any time. No one is angry with you for that.",

  "phone-title": "Is my phone safe?",
  "phone-lead": "We cannot look into your phone. But you can think about these things.",
  "phone-near": "Someone near you",
  "phone-near-more": "Who looks at the screen can read it. Press Leave now when someone comes.",
  "phone-code": "Someone who knows your code",
  "phone-code-more":
    "Who can open your phone can see what you did with it. A private window keeps no list of the pages that you open.",
  "phone-watched": "A phone that was set up by someone else",
  "phone-watched-more":
    "It may show them what you type and where you are. If you can, use another phone: a friend’s, or one in a library.",
  "phone-sudden": "Do not change much all at once",
  "phone-sudden-more":
    "If you take something off the phone, the one who watches may notice it. Ask us first. We can think about it with you.",
  "phone-words": "Your eight words",
  "phone-words-more": "Do not take a photo of them, and do not send them to anyone.",

  "help-title": "Help near you",
  "help-lead": "You can call these places or go there. You do not need to tell us first.",
  "help-place": "Town",
  "help-place-why": "So that we show what is near. You can leave it empty.",
  "help-language": "A language that they speak",
  "help-for": "Who is it for?",
  "help-any": "Any",
  "help-open-only": "Only what is open now",
  "help-show": "Show places",
  "help-count": "{count, plural, one {# place} other {# places}}",
  "help-none": "No place fits that. Try it with the town left empty.",
  "help-empty": "No places are listed here yet. You can call the number below, or tell us what you need.",
  "help-open": "Open now",
  "help-hours": "Hours",
  "help-speaks": "They speak",
  "help-welcome": "For",
  "help-where": "Where",
  "help-fees": "Cost",
  "help-free": "{count, plural, =0 {Nothing free} one {# free place} other {# free places}}",
  "help-free-at": "as of {date}",
  "help-hidden": "To keep people safe, the street is not shown. Call first. They tell you the way.",
  "help-assured": "Checked on {date}",
  "help-reviewed": "Survivors looked at it on {date}",
  "help-next": "More places",
  "help-before": "Places before",
  "welcome-women": "women",
  "welcome-men": "men",
  "welcome-children": "children",
  "welcome-families": "families",
  "welcome-lgbtiq": "LGBTIQ+ people",
  "welcome-disabled": "disabled people",
  "welcome-everyone": "everyone",

  "about-title": "Who runs this page",
  "about-lead":
    "People whose work is to help. They answer questions about work, home, papers and safety. You see the name of their group when you choose to write.",
  "about-name": "Why the name is not here",
  "about-name-more": "So that no one who looks at your screen learns from it whom you are talking to.",
  "about-cannot": "What our computer cannot do",
  "about-cannot-more":
    "It keeps your letters, but it cannot read them: it does not have the key. You and the people who answer have it.",
  "about-could": "What someone who breaks in could do",
  "about-could-more":
    "A thief who copies the computer sees locked letters and the hour of each. A thief who changes this page could read what you write after that.",
  "about-noticed": "How others would notice",
  "about-noticed-more":
    "Each piece of this page stands in a public list with a mark of its own. People outside compare the page with the list, again and again. A piece that was changed has another mark.",
  "about-you": "What you can do",
  "about-you-more":
    "If very much depends on it, open this page in Tor Browser or on a phone that is not yours, and leave out names. Someone who breaks in can also keep letters back: if no answer comes for long, ask another place too.",
  "about-list": "See the public list",
} as const satisfies Record<string, string>;

export type AdviceKey = keyof typeof adviceEn;
