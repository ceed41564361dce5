/** What went wrong, and what to do. One for each code that a route can answer; `problems.ts` maps them. */
export const problems = {
  "problem.keys-taken": "These keys stand here already. Try once more: new ones are made.",
  "problem.no-renewal": "This link was used, has ended, or is not whole. Ask your supervisor for a new one.",
  "problem.keepers-refused":
    "Nothing was kept: the three must be willing, sit in three different agencies and have the keys that you compared. Load the page again.",
  "problem.part-refused": "Your part was not sealed for the keys that ask for it. Load the page again.",
  "problem.part-over":
    "Nobody asks for this part any more, or for other keys than you saw. Load the page again.",
  "problem.nothing-kept": "There is nothing to ask keepers for.",
  "problem.no-answer": "The server did not answer. What you typed is kept here; try again.",
  "problem.here": "Something failed in this page. What you typed is kept; try again.",
  "problem.other": "The server refused this ({code}). What you typed is kept.",
  "problem.not-found": "There is nothing here, or it is not open to you.",
  "problem.not-signed-in": "Your session has ended. Sign in again; what you typed is kept.",
  "problem.supervisors-only": "Only a supervisor of your agency can do this.",
  "problem.bad-body": "Something in this form is not as it should be. Check each field.",
  "problem.bad-text":
    "The text holds a character that cannot be kept. Remove what was pasted last, then try again.",
  "problem.too-large": "This is too long to keep at once. Shorten it.",
  "problem.too-many": "Too many tries. Wait some minutes, then try again.",
  "problem.work-needed": "Very many come at once. Try again; your browser works out a sum first.",
  "problem.match-needed": "The page is older than what is kept. Load it again.",
  "problem.database-away": "The database does not answer at the moment. Nothing was kept; try again shortly.",
  "problem.failed": "Something failed on the server. Nothing was kept; try again.",
  "problem.wrong-sign-in":
    "The e-mail address or the password is not right. Check both; after ten tries in an hour you must wait.",
  "problem.wrong-code": "The code is not right, or was used already. Wait for the next one and type that.",
  "problem.wrong-password": "Your present password is not right. Nothing was changed.",
  "problem.step-up-needed": "This was not done: first show that it is you. What you typed is kept.",
  "problem.passkey-refused":
    "The passkey was not taken: its answer is for another place, too old, or used already. Try again.",
  "problem.passkey-suspended":
    "This passkey may exist twice, so it is suspended. Sign in another way, remove it in your profile, and tell your supervisor.",
  "problem.no-passkey-here":
    "You have no passkey for this address. Use a code, or the address where you added the passkey.",
  "problem.no-passkeys-at-this-address":
    "Browsers make passkeys only for a name over HTTPS, not for a number. Use the name of this server.",
  "problem.passkeys-full": "No passkey was added: ten are kept at most. Remove one first, or sign in again.",
  "problem.last-factor": "This is your last second factor. Add another one first, then remove this.",
  "problem.no-provider": "No identity provider is set up here. Sign in with your password or a passkey.",
  "problem.provider-away":
    "The identity provider does not answer at the moment. Try again shortly, or sign in with your password or a passkey.",
  "problem.provider-refused":
    "The identity provider’s answer was not taken: it is too old, used already, or not for this browser. Begin again.",
  "problem.provider-unknown":
    "The identity provider knows you, but nobody here is linked with that. Sign in with your password, then link it in your profile.",
  "problem.provider-taken":
    "That sign-in is linked with another member, or you are linked with another one. Unlink it there first.",
  "problem.no-invitation":
    "This invitation was used, has ended, or is not whole. Ask your supervisor for a new one.",
  "problem.address-taken": "Someone with this e-mail address is a member already.",
  "problem.letter-order": "Another letter came first. Read it, then send yours again.",
  "problem.note-order": "A colleague's note came first. Read it below, then keep yours again.",
  "problem.recipients-changed": "The list of readers has changed. It is fetched again; then send once more.",
  "problem.recipients-order": "Another list was published first. It is fetched again; sign the next one.",
  "problem.not-intake":
    "Someone on the list is no active intake worker with that key. Take them off, or ask them to sign in once.",
  "problem.no-root-key": "Your agency has no root key yet, so no list can be signed.",
  "problem.offer-unknown": "There is no such question here.",
  "problem.offer-answered": "This question was answered or taken back already.",
  "problem.offer-ended": "The time of this question is over. Ask a new one.",
  "problem.offer-not-covered":
    "No agreement in force covers this. Choose another agreement, another purpose or fewer kinds.",
  "problem.offer-limits": "An offer goes to another agency and ends between an hour and 366 days from now.",
  "problem.offer-not-accepted": "The person has not said yes. No case opens without it.",
  "problem.offer-carried": "A case was opened from this yes already.",
  "problem.offer-unproven":
    "The signature under this yes does not hold. Ask the person again, and tell your operator.",
  "problem.root-key-set": "Your agency has a root key already.",
  "problem.second-factor-needed": "Type the code of your second device to finish signing in.",
  "problem.not-listed": "You are not on the newest list of readers. Ask your supervisor.",
  "problem.section-closed": "This part is closed to you for this purpose. The person sees that you asked.",
  "problem.case-over-for-you": "Nothing of this case is open to your agency any more.",
  "problem.holder-only": "Only the agency that holds the case can do this.",
  "problem.names-not-kept":
    "Your agency holds its own keys, so nothing is kept here that a case could be found by name with. Look for its made-up name.",
  "problem.not-covered": "None of your roles covers this part for your purpose. Choose another purpose.",
  "problem.version-unknown": "This was based on a version that is not there. Open the part again.",
  "problem.resolves-unknown": "The versions have changed meanwhile. Open the part again.",
  "problem.section-conflict": "Someone else wrote meanwhile. Both versions are kept: bring them together.",
  "problem.bad-document": "Some of it does not fit this part. Check the marked fields.",
  "problem.reader-without-key": "An agency that reads this part has no key yet. Tell your operator.",
  "problem.keys-closed":
    "Not shown: the agency whose key opens this has closed its keys for now. Everything else works on. Ask whoever looks after the keys there.",
  "problem.keys-away":
    "Not shown: the key holder of the agency whose key opens this does not answer. Try again in a minute, and tell whoever looks after the keys there if it stays.",
  "problem.keys-refused":
    "Not shown: the agency whose key opens this refuses this member or this purpose. Ask whoever looks after the keys there.",
  "problem.keys-limit": "Not shown: many parts were opened within a minute. Go on in a minute.",
  "problem.keys-moved": "Not kept: the key of this part was changed meanwhile. Try again shortly.",
  "problem.no-key": "Not shown: no key holder has the key that opens this. Tell your operator.",
  "problem.share-not-live":
    "Nothing was opened: consent, agreement and purpose do not cover this together. Choose another one.",
  "problem.share-ended": "This share has ended already.",
  "problem.consent-role": "A yes is heard by someone who works with the person.",
  "problem.consent-assent": "Ask the child too.",
  "problem.consent-of-an-adult": "An adult says yes or no themself. Nobody says it in their place.",
  "problem.consent-no-guardian":
    "Two members name the child's guardian first. A yes of anyone else does not count as the child's.",
  "problem.consent-recipient": "A yes is for another agency than your own.",
  "problem.consent-immigration":
    "This agency is bound to immigration enforcement. Nobody is asked to let it see who or where they are.",
  "problem.consent-not-covered":
    "No agreement in force covers all of this. Ask for less, or for another purpose.",
  "problem.consent-limits": "A yes ends between a day and a year from now.",
  "problem.consent-text-changed": "The sentence has changed. Go back, and read the new one to the person.",
  "problem.consent-unknown": "There is no such consent here.",
  "problem.order-role":
    "Orders are for caseworkers, legal advisers, child protection officers and supervisors.",
  "problem.order-recipient": "An order opens something to another agency than your own.",
  "problem.order-immigration":
    "Identity, contact and status are opened to no agency bound to immigration enforcement, by no order. Ask your legal adviser to answer.",
  "problem.order-limits": "An order was issued before now and ends after now, within ten years.",
  "problem.order-court":
    "Keeping it quiet takes a court, and a day after today, not after the order’s end, within 366 days of its issue.",
  "problem.order-unknown": "There is no such order here.",
  "problem.ask-answered": "This was answered already. Load the page again.",
  "problem.ask-empty": "Nothing was chosen and nothing was written.",
  "problem.ask-outcome": "That is no answer to this. Choose one of those here.",
  "problem.wish-unknown": "It is not here any more. Load the page again.",
  "problem.wish-role": "This is for those who work with people.",
  "problem.wish-waits": "The same was asked already and waits.",
  "problem.wish-none": "This file has no guardian.",
  "problem.wish-many": "This was asked very often lately. Speak with the person first.",
  "problem.wish-early": "The seven days are not over.",
  "problem.wish-over": "It was carried out or stopped already.",
  "problem.auditors-only": "Only an auditor can do this.",
  "problem.auditor-alone": "An auditor has no other role: they would audit their own work.",
  "problem.oversight-only": "Choose oversight above as what you work for.",
  "problem.glass-unknown": "There is no such emergency at your agency.",
  "problem.state-not-next": "The journey cannot go there from here. Load the page again.",
  "problem.glass-never": "Your agency never opens a closed part in an emergency.",
  "problem.training-ended":
    "Your training has lapsed, or none is recorded, so you cannot decide this. Ask your supervisor. Reading and care go on.",
  "problem.own-standing": "Your own standing is for another supervisor to change. Nothing was changed.",
  "problem.training-limits": "Choose a day from yesterday to three years ahead.",
  "problem.section-left-behind":
    "The agency that held this case before did not open this part to it. Ask the person, and write it anew.",
  "problem.hand-over-role":
    "A case is handed over and taken over by intake workers, caseworkers and child protection officers.",
  "problem.hand-over-recipient": "This agency cannot hold a case. Choose another.",
  "problem.hand-over-not-shared":
    "The next holder must be able to read a part of it first. Ask the person, and share what it shall hold.",
  "problem.hand-over-no-order": "No live legal order opens this case to that agency.",
  "problem.hand-over-waits": "This case is offered already. Take that offer back first.",
  "problem.hand-over-over": "This was answered or taken back meanwhile. Nothing was changed.",
  "problem.agency-left": "This agency has left: nobody reads there any more.",
  "problem.advice-met":
    "The council has answered otherwise than this page showed. Load it again, and answer to it.",
  "problem.agencies-changed":
    "An agency changed its name or kind meanwhile. Look at the draft and propose it again.",
  "problem.assessors-only": "A supervisor signs first, a data-protection officer second.",
  "problem.bad-signature":
    "The signature is not right for this text and this key. Load the page again, then sign.",
  "problem.change-keeps-the-start": "A change keeps the day from which the agreement is in force.",
  "problem.too-many-calls":
    "You kept or counted 60 calls within this hour, and no more fits. Keep it when the hour is over, or let a colleague take it.",
  "problem.draft-changed":
    "Someone else wrote in this draft meanwhile. Load it again; copy what you typed first.",
  "problem.draft-not-whole": "The draft is not whole yet. Look at each part.",
  "problem.editors-only":
    "Only an intake worker, a caseworker or a supervisor keeps their agency’s part of the directory.",
  "problem.effects-changed":
    "What this would change is no longer what you were shown, so nothing was done. Look at it again, then sign.",
  "problem.id-taken": "Another agency has published one of these ids. Ask your operator.",
  "problem.immigration-party":
    "An agency that enforces immigration law, or must pass on to one that does, can be no party where identity, contact or status are covered.",
  "problem.last-supervisor": "Nobody would supervise the agency then. Make someone else a supervisor first.",
  "problem.more-free-than-all":
    "There are more free places than places in all. Correct one of the two numbers.",
  "problem.not-found-here": "There is no such service any more. Load the page again.",
  "problem.not-in-force": "The agreement is not in force now.",
  "problem.not-open-to-change":
    "This agreement cannot be changed now: it has ended, or another version waits for signatures.",
  "problem.not-over": "Only a version that ran out or was refused can be proposed again.",
  "problem.not-suspended": "The agreement is not suspended.",
  "problem.not-waiting": "This version waits for no signature of your agency any more.",
  "problem.nothing-proposed": "No version waits for signatures.",
  "problem.nothing-to-end": "The agreement is neither in force nor suspended.",
  "problem.party-supervisors-only": "Only a supervisor of a party to the agreement can do this.",
  "problem.party-suspended":
    "A party is suspended or has left: it cannot come into force. Nothing was signed.",
  "problem.proposal-changed": "What waits is not what this page showed. Load it again and read it.",
  "problem.proposal-how": "Say how you know that the person wishes it.",
  "problem.proposal-impossible":
    "This cannot be done any more: something it rests on has changed. Say no, and why.",
  "problem.proposal-not-yet": "This cannot be confirmed yet: it has to stand for a while first.",
  "problem.proposal-over":
    "This was settled meanwhile, its time is over, or whoever proposed it could not any more. Nothing was changed.",
  "problem.proposal-own": "Nobody is their own second. Ask a colleague, or take it back.",
  "problem.proposal-signature": "The signature does not fit this text and your key. Load the page again.",
  "problem.proposal-unsigned": "Both people sign this. Open your keys here, then confirm.",
  "problem.roles-same": "These are their roles already.",
  "problem.service-changed":
    "Someone changed this service meanwhile. Look at it again, then make your change.",
  "problem.signer-unknown": "The key is not the one that the house knows. Sign in again, then sign.",
  "problem.template-changed":
    "Someone changed or deleted this text meanwhile. Look at it again, then make your change.",
  "problem.templates-full": "There are 200 texts already. Delete one first.",
  "problem.tool-changed": "The tool has another version now. Load the page again.",
  "problem.two-signers": "Two supervisors of your agency sign before its root key does.",
  "problem.until-within-a-year": "It holds until a day from today on, within a year.",
  "problem.words-address": "The address is not the one of these keys.",
  "problem.words-code": "This code is not good, or not any more.",
  "problem.guardian-adult":
    "The person is an adult: nobody else reads their file. If the age is in doubt, write that down first.",
  "problem.guardian-conflict":
    "Who is or may be involved in what happened, or gains by it, does not read a child’s file. Ask the authority for another guardian.",
  "problem.guardian-one":
    "This file has a guardian. Another one is named after that one ended: by a wish that waits seven days, or at once where they are involved.",
  "problem.guardian-over":
    "They have their words already, or it was ended, or nobody came for the code in time.",
  "problem.guardian-reference": "An order has a number on its paper. Write it down.",
  "problem.guardian-role": "This is for those who work with people.",
  "problem.guardian-start": "From today on, or within ninety days.",
  "problem.guardian-unknown": "It is not here any more. Load the page again.",
  "problem.guardian-waits": "A guardian for this person waits for a second member already.",
  "problem.open-case-role":
    "Cases are opened by intake workers, caseworkers and child protection officers. Ask one of them.",
  "problem.first-words-had":
    "This person has words, had some, or waits for new ones. If they lost theirs, ask for new ones: it takes two of you and a day.",
  "problem.words-reset-early": "The day is not over.",
  "problem.words-reset-no-third": "No third is needed here, or one stands for it already.",
  "problem.words-reset-over": "It was stopped or done already, or its time is over.",
  "problem.words-reset-role": "This is for those who work with people.",
  "problem.words-reset-third":
    "Someone with the old words said no. It needs a third person, who saw them face to face.",
  "problem.words-reset-third-role":
    "The third works with people at another agency that a part is open to; where there is none, is a supervisor here, and neither of the two.",
  "problem.words-reset-unknown": "It is not here any more. Load the page again.",
  "problem.words-reset-waits": "New words for this person wait already.",
  "problem.lead-role":
    "A case is passed on by whoever leads it, or by a supervisor; one that nobody leads by anyone who works with people here.",
  "problem.lead-recipient":
    "A case is led by a colleague whose role works with people, and who is here. Choose another one.",
  "problem.lead-leads": "This colleague leads it already.",
  "problem.lead-waits":
    "Another colleague was asked to lead one of these and has not answered. Take that back first.",
  "problem.lead-note":
    "What is written about someone here is locked with needs and risks, which none of your roles covers for this purpose. Pass it on without a note.",
  "problem.lead-who": "Yes and no are for the colleague who was asked.",
  "problem.lead-over":
    "This was settled already, or passed on since, or the day in which it could be undone is over.",
  "problem.pair-role":
    "That two cases are of one person is said by someone who works with people and may read who both are.",
  "problem.pair-same": "This is one case. Choose another one.",
  "problem.pair-aside":
    "The one that would be kept is set aside itself. Choose the case that it is kept with.",
  "problem.pair-keeps":
    "Other cases are kept with the one that would be set aside. Take those apart first, or keep this one.",
  "problem.pair-already": "It is set aside already. Load the page again.",
  "problem.outside-immigration":
    "This agency cannot be asked: it enforces immigration law, or must pass on what it learns. Ask another one.",
  "problem.outside-recipient": "This is no age recipient. Copy it whole, from age1 on, or leave it empty.",
  "problem.outside-role": "This is done by someone who works with people.",
  "problem.consent-outside-purpose":
    "A yes to an agency that is not on Leeward is for support, for being identified or for remedy alone.",
  "problem.not-of-a-child":
    "By which means is not asked of a child, nor where the age is in doubt or disputed. Take that answer out.",
  "problem.age-impossible":
    "The ages cannot be: the range ends before it begins, or the date of birth lies ahead.",
} as const;
