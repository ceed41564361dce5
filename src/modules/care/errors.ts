import { ProblemError, type ProblemKind } from "../../core/http/index.ts";

const KINDS = {
  "section-left-behind": {
    status: 409,
    sentence:
      "The agency that held this case before did not open this part to the next one, so nobody can read it here. Ask the person, and write it anew.",
  },
  "section-twice": {
    status: 400,
    sentence: "The same part of the case is there twice. Send each part once. Nothing was opened.",
  },
  "section-closed": {
    status: 403,
    sentence: "This part is closed to you for the purpose that you work for. The person sees that you asked.",
  },
  "case-over-for-you": {
    status: 403,
    sentence: "Nothing of this case is open to your agency any more. For each part the answer says why.",
  },
  "not-for-person": {
    status: 409,
    sentence:
      "Where someone is, and what is being done about others, is given out to nobody on paper. Take these parts out.",
  },
  "holder-only": { status: 403, sentence: "Only the agency that holds the case can do this." },
  "not-covered": {
    status: 403,
    sentence:
      "None of your roles covers this part for the purpose that you work for. Choose another purpose, or ask a colleague whose role covers it.",
  },
  "names-not-kept": {
    status: 409,
    sentence:
      "Your agency holds its own keys, so this server keeps nothing that its cases could be found by name with. Look for the case's made-up name.",
  },
  "not-of-a-child": {
    status: 422,
    sentence:
      "By which means is never asked of a child, nor where the age is in doubt or disputed: it counts for nothing there. Take the answers that are named out; an earlier version keeps what it says.",
  },
  "age-impossible": {
    status: 422,
    sentence:
      "The ages cannot be: the range ends before it begins, or the date of birth lies ahead. Correct what is named.",
  },
  "bad-match": {
    status: 400,
    sentence:
      'If-Match takes the version that your change is based on, as it was given: "v3", or "v0" before the first.',
  },
  "version-unknown": {
    status: 412,
    sentence: "There is no such version of this part yet. Read it again, then write on from what you see.",
  },
  "resolves-unknown": {
    status: 409,
    sentence: "One of the versions to be resolved is no open conflict of this part. Read the part again.",
  },
  "section-conflict": {
    status: 409,
    sentence:
      "Someone else wrote meanwhile. Both versions are kept: read the part again and bring them together.",
  },
  "bad-document": {
    status: 400,
    sentence: "The text does not fit this part of the case. The answer names each field and what it takes.",
  },
  "reader-without-key": {
    status: 409,
    sentence:
      "An agency that may read this part has no key yet, so it cannot be locked for it. Tell your operator.",
  },
  "share-not-live": {
    status: 409,
    sentence:
      "Nothing was opened: a share needs a consent or an order of this case that names the agency, the purpose and the part, and an agreement in force between both agencies that covers them.",
  },
  "share-ended": { status: 409, sentence: "This share has ended already." },
  "step-not-open": {
    status: 409,
    sentence: "This step cannot be taken now. The answer names everything that stands in its way.",
  },
  "step-first": {
    status: 409,
    sentence: "Another step was taken meanwhile. Look at where the case is, then decide again.",
  },
  "glass-never": { status: 403, sentence: "Your agency never opens a closed part in an emergency." },
  "glass-unknown": { status: 404, sentence: "There is no such emergency at your agency." },
  "oversight-only": {
    status: 403,
    sentence:
      "Looks of colleagues are read for oversight, and for nothing else. Choose it as what you work for.",
  },
  "consent-role": {
    status: 403,
    sentence:
      "A yes is heard by someone who works with the person: intake, casework, health, law, guardianship or child protection.",
  },
  "consent-assent": {
    status: 422,
    sentence:
      "Ask the child too. A guardian's yes counts with the child's own yes, or where the child is too young to be asked.",
  },
  "consent-of-an-adult": {
    status: 422,
    sentence: "An adult says yes or no themself. Nobody says it in their place.",
  },
  "consent-no-guardian": {
    status: 409,
    sentence:
      "Two members name the child's guardian first, at who may see. A yes of anyone else does not count as the child's.",
  },
  "consent-recipient": {
    status: 422,
    sentence: "A consent is for another agency than your own, one that takes part here.",
  },
  "consent-immigration": {
    status: 422,
    sentence:
      "This agency enforces immigration law, or must pass on to one that does. Nobody is asked to let it see who or where they are.",
  },
  "consent-outside-purpose": {
    status: 422,
    sentence:
      "No agreement binds an agency that is not on Leeward: a yes to it is for support, for being identified or for remedy alone.",
  },
  "consent-not-covered": {
    status: 422,
    sentence:
      "No agreement in force between both agencies covers all of this for this purpose. Ask for less, or for another purpose.",
  },
  "consent-limits": { status: 422, sentence: "A consent ends between a day and 366 days from now." },
  "consent-text-changed": {
    status: 409,
    sentence: "The sentence that was read is not the one that would be kept. Read the new one to the person.",
  },
  "order-role": {
    status: 403,
    sentence:
      "Orders are written down and confirmed by caseworkers, legal advisers, child protection officers and supervisors.",
  },
  "order-recipient": {
    status: 422,
    sentence: "An order opens something to another agency than your own, one that takes part here.",
  },
  "order-immigration": {
    status: 422,
    sentence:
      "Identity, contact and status are never opened to an agency that enforces immigration law, or must pass on to one that does, by no order. Ask your legal adviser to answer the court.",
  },
  "order-limits": {
    status: 422,
    sentence: "An order was issued before now, ends after now, and within ten years of its issue.",
  },
  "order-court": {
    status: 422,
    sentence:
      "A notice waits only where a court is named, until a day after today that is not after the order's end, and at most 366 days from its issue.",
  },
  "order-unknown": { status: 404, sentence: "There is no such order in this case." },
  "wish-unknown": { status: 404, sentence: "There is no such wish here, or it has ended already." },
  "wish-role": {
    status: 403,
    sentence:
      "A wish is heard, and a person reached, by someone who works with people: intake, casework, health, law, guardianship or child protection.",
  },
  "wish-waits": { status: 409, sentence: "The same was asked already and waits." },
  "wish-none": { status: 409, sentence: "This file has no guardian." },
  "wish-many": { status: 429, sentence: "This was asked very often lately. Speak with the person first." },
  "wish-early": {
    status: 409,
    sentence: "It is too early: what cannot be undone waits for seven days from when it was asked.",
  },
  "wish-over": { status: 409, sentence: "This wish was carried out or stopped already." },
  "wish-number": {
    status: 409,
    sentence:
      "This is not the number, or it is no longer good. A member gives a new one when they speak with the person.",
  },
  "ask-part": {
    status: 422,
    sentence: "Say which part is wrong, one that the file shows. A question or a complaint is about no part.",
  },
  "ask-many": {
    status: 409,
    sentence: "Many things wait for an answer here already. Wait for one, or speak with someone you trust.",
  },
  "ask-nobody": {
    status: 409,
    sentence:
      "Everyone at this agency who could look into a complaint has to do with the case. Nothing was sent; another agency or the authority can be asked.",
  },
  "ask-answered": { status: 409, sentence: "This was answered already. Load the page again." },
  "ask-empty": { status: 422, sentence: "Nothing was chosen and nothing was written. Say one of them." },
  "ask-outcome": { status: 422, sentence: "That is no answer to this. Choose one of those on the page." },
  "lead-role": {
    status: 403,
    sentence:
      "A case is passed on by whoever leads it, or by a supervisor; one that nobody leads by anyone who works with people here.",
  },
  "lead-recipient": {
    status: 422,
    sentence:
      "A case is led by a colleague whose role works with people, and who is here. Choose another one.",
  },
  "lead-leads": { status: 409, sentence: "This colleague leads it already." },
  "lead-waits": {
    status: 409,
    sentence: "Another colleague was asked to lead it and has not answered. Take that back first.",
  },
  "lead-note": {
    status: 403,
    sentence:
      "What is written about someone here is locked with their needs and risks, which none of your roles covers for this purpose. Pass it on without a note.",
  },
  "lead-who": {
    status: 403,
    sentence:
      "Yes and no are for the colleague who was asked. Whoever asked, led it before, or supervises can take it back.",
  },
  "lead-over": {
    status: 409,
    sentence: "This was settled already, or passed on since, or the day in which it could be undone is over.",
  },
  "pair-role": {
    status: 403,
    sentence:
      "That two cases are of one person is said by someone who works with people and may read who both are, for the purpose that they work for.",
  },
  "pair-same": { status: 422, sentence: "This is one case. Choose another one." },
  "pair-aside": {
    status: 409,
    sentence: "The one that would be kept is set aside itself. Choose the case that it is kept with.",
  },
  "pair-keeps": {
    status: 409,
    sentence:
      "Other cases are kept with the one that would be set aside. Take those apart first, or keep this one.",
  },
  "pair-already": { status: 409, sentence: "This case is set aside already. Load the page again." },
  "open-case-role": {
    status: 403,
    sentence:
      "Cases are opened by intake workers, caseworkers and child protection officers. Ask one of them.",
  },
  "first-words-had": {
    status: 409,
    sentence:
      "This person has words, had some, or waits for new ones. Whoever lost theirs gets new ones by two members, after a day.",
  },
  "words-reset-unknown": {
    status: 404,
    sentence: "No new words wait here for this person, or it is done already.",
  },
  "words-reset-role": {
    status: 403,
    sentence:
      "New words are asked for and handed over by someone who works with people: intake, casework, health, law, guardianship or child protection.",
  },
  "words-reset-waits": {
    status: 409,
    sentence: "New words for this person wait already. Stop that first, if it is not right.",
  },
  "words-reset-early": {
    status: 409,
    sentence: "It is too early: a day must pass in which the old words, or a colleague, can stop it.",
  },
  "words-reset-over": { status: 409, sentence: "This was stopped, done, or its time is over." },
  "words-reset-third": {
    status: 409,
    sentence:
      "Someone with the old words said no. It needs one more person, from elsewhere, who saw the person face to face.",
  },
  "words-reset-third-role": {
    status: 403,
    sentence:
      "The third works with people at another agency that a part of the case is open to; where there is none, is a supervisor here, and neither of the two.",
  },
  "words-reset-no-third": { status: 409, sentence: "No third is needed here, or one stands for it already." },
  "guardian-unknown": { status: 404, sentence: "There is no such guardian in this case." },
  "guardian-role": {
    status: 403,
    sentence:
      "A guardian is named, and given a code, by someone who works with people: intake, casework, health, law, guardianship or child protection.",
  },
  "guardian-conflict": {
    status: 409,
    sentence:
      "Who is or may be involved in what happened, or gains by it, does not read a child's file. Ask the authority for another guardian.",
  },
  "guardian-adult": {
    status: 409,
    sentence:
      "The person is an adult: nobody else reads their file. If the age is in doubt, write that down first.",
  },
  "guardian-one": {
    status: 409,
    sentence:
      "This file has a guardian. Another one is named after that one ended: by a wish that waits seven days, or at once where they are involved.",
  },
  "guardian-waits": {
    status: 409,
    sentence: "A guardian for this person waits for a second member already.",
  },
  "guardian-reference": {
    status: 422,
    sentence: "An order has a number on its paper; write it down. Without an order there is none.",
  },
  "guardian-start": {
    status: 422,
    sentence: "A guardian reads from today on, or from a day within ninety days.",
  },
  "guardian-over": {
    status: 409,
    sentence:
      "They have their words already, or it was ended, or nobody came for the code within fifteen days.",
  },
  "words-code": {
    status: 409,
    sentence:
      "This is not the code, or it is no longer good. It is good for an hour and for one time; a member gives a new one.",
  },
  "words-address": {
    status: 422,
    sentence: "The address is not the one of these keys. Nothing was changed.",
  },
  "referral-self": { status: 422, sentence: "This is your own agency. A referral asks another one." },
  "referral-recipient": {
    status: 422,
    sentence: "There is no such agency here. Choose one that takes part.",
  },
  "referral-suspended": {
    status: 409,
    sentence: "This agency is suspended or has left: nobody there could answer. Ask another one.",
  },
  "referral-running": {
    status: 409,
    sentence: "This agency is asked for this already. Wait for its answer, or take that referral back first.",
  },
  "referral-basis": {
    status: 422,
    sentence:
      "No consent or order of this case names this agency for this purpose. Ask the person first; nothing was sent.",
  },
  "referral-withdrawn": {
    status: 409,
    sentence: "The person took this consent back, or the order was lifted. Nothing was sent.",
  },
  "referral-basis-over": {
    status: 409,
    sentence: "This consent or order has run out. Ask the person anew; nothing was sent.",
  },
  "referral-parts": {
    status: 422,
    sentence: "A referral carries only parts that the consent or the order names, and at least one.",
  },
  "referral-agreement": {
    status: 409,
    sentence:
      "No agreement in force between both agencies covers all of these parts for this purpose. Send fewer, or ask an agency that an agreement covers.",
  },
  "referral-agreement-over": {
    status: 409,
    sentence:
      "The agreement between both agencies has ended, or is suspended, and none in force covers these parts. Nothing was sent.",
  },
  "referral-takes-up": {
    status: 409,
    sentence: "What this one should take up has been seen to already, or is still under way.",
  },
  "referral-code": {
    status: 422,
    sentence: "Say why, or what came of it, with one of the words of the list.",
  },
  "referral-suggestion": {
    status: 422,
    sentence: "Another agency is suggested with a no, and is neither of the two.",
  },
  "referral-not-now": {
    status: 409,
    sentence: "This is not possible where the referral is now. The answer says where it is: read it again.",
  },
  "referral-role": {
    status: 403,
    sentence:
      "A referral is answered, begun and ended by someone whose role works with what it opens, or by a supervisor.",
  },
  "referral-nothing-open": {
    status: 409,
    sentence:
      "Nothing of this case is open to your agency now: the consent or the agreement does not stand any more.",
  },
  "outside-immigration": {
    status: 422,
    sentence:
      "Nothing goes to an agency that enforces immigration law, or must pass on what it learns to one that does. Ask another one.",
  },
  "outside-recipient": {
    status: 422,
    sentence:
      "This is no age recipient. Copy it whole, from age1 on, or leave it empty: then the file takes a passphrase.",
  },
  "outside-role": {
    status: 403,
    sentence:
      "This is done by someone who works with people: intake, casework, health, law, guardianship or child protection.",
  },
  "outside-link": {
    status: 404,
    sentence:
      "This link does not open anything, or does no longer. Call whoever sent it: they make a new one.",
  },
  "outside-declares": {
    status: 422,
    sentence:
      "Help can only be given by whoever does not enforce immigration law and need not pass anything on to those who do. Say so, or say no.",
  },
  "letter-lines": {
    status: 422,
    sentence:
      "A letter takes lines of the form of each part, each part once, and no part that is opened as a whole beside it. Nothing was sent.",
  },
  "part-moved": {
    status: 409,
    sentence: "Someone wrote in this part since you looked at it. Look at it again, then send it.",
  },
  "letter-closed": {
    status: 403,
    sentence:
      "This letter is closed to you: it ended with its referral, or none of your roles covers its parts for what you work for.",
  },
  "capacity-role": {
    status: 403,
    sentence:
      "Whether there is room is asked and answered by those who support people, or supervise those who do.",
  },
  "capacity-agency": {
    status: 409,
    sentence:
      "One of these agencies cannot be asked: it is your own, is suspended, or no agreement in force is between you. Nobody was asked.",
  },
  "capacity-many": {
    status: 409,
    sentence: "A hundred questions of your agency wait for an answer. Wait until some are answered or over.",
  },
  "capacity-over": {
    status: 409,
    sentence: "The time of this question is over. Whoever asked will ask anew.",
  },
  "capacity-until": {
    status: 422,
    sentence:
      "A yes says how long the place is kept, a week at most; a later, from when there is room, within ninety days; a no says neither.",
  },
  "consent-unknown": { status: 404, sentence: "There is no such consent in your file." },
  "already-imported": { status: 409, sentence: "This very file was imported already. Nothing was changed." },
  "import-no-rows": {
    status: 400,
    sentence: "The file has a heading but no rows, or is empty. Nothing was imported.",
  },
  "import-columns": {
    status: 400,
    sentence:
      "The heading of the file is not one that an import knows. The answer names the columns to correct.",
  },
  "import-role": {
    status: 403,
    sentence:
      "The file has columns that none of your roles covers for this purpose. Take those columns out, or let a colleague import them.",
  },
  "import-too-large": {
    status: 413,
    sentence: "The file is larger than one import takes. Split it and import the parts.",
  },
  "import-not-csv": {
    status: 400,
    sentence: "The file cannot be read as comma-separated values in UTF-8. The answer names the line.",
  },
  "import-unreadable": {
    status: 400,
    sentence: "The file cannot be read. The answer says why; save it anew and try again.",
  },
  "import-primero-sheet": {
    status: 400,
    sentence:
      "Primero's Excel export names its columns in the language of the site, so they cannot be told apart. Export the cases as CSV or JSON.",
  },
  "import-left-out": {
    status: 409,
    sentence:
      "Some columns have no home here. The answer names them: keep the export for what stands there, and import without it.",
  },
} as const satisfies Record<string, ProblemKind>;

export type CareErrorCode = keyof typeof KINDS;

/** What can go wrong in the care of a case. */
export class CareError extends ProblemError<CareErrorCode> {
  override readonly name = "CareError";
  constructor(code: CareErrorCode, extra?: Readonly<Record<string, unknown>>, options?: ErrorOptions) {
    super(code, KINDS[code], extra, options);
  }
}
