/** Parts of a case on paper. */
export const papers = {
  "paper.title": "On paper: {alias}",
  "paper.of-case": "On paper",
  "paper.lead":
    "What is printed leaves the house: nothing here can take it back or see who reads it. Each part is recorded as read and put on paper; the person sees that.",
  "paper.whom": "For whom",
  "paper.work": "For our own work",
  "paper.work-why": "For a hearing or a visit where no desk is.",
  "paper.person": "For the person, or the lawyer who speaks for them",
  "paper.person-why":
    "Only if they asked for it. It holds what they see in their own file: no other person, no source, no address and no member’s name. Ask where it will be kept.",
  "paper.parts": "Which parts",
  "paper.no-parts": "None of what is written here is open to you for this purpose.",
  "paper.make": "Put {count, plural, =0 {parts} one {# part} other {# parts}} on paper",
  "paper.choose": "Choose at least one part.",
  "paper.print": "Print, or save as PDF",
  "paper.again": "Choose other parts",
  "paper.made":
    "Recorded. Every page says who printed it. As a PDF it is a file on this device that is not locked: keep it only where it is safe.",
  "paper.version": "As of {at}, version {version}",
  "paper.for-person": "What is written about the person",
  "paper.by":
    "{alias}. Printed by {name}, {agency}, purpose {purpose}, {at}. Keep under lock; destroy when it is no longer needed.",
  "paper.by-agency": "{agency}, {at}. For the person and who speaks for them; for nobody else.",
};
