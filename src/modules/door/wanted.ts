/** What one agency asks of another for a person, as codes; the same as care's `WANTED`. Each has a text in every language of the door. */
export const WANTED = [
  "safe-place",
  "health-care",
  "counselling",
  "legal-advice",
  "child-protection",
  "identification",
  "interpreting",
  "work-and-income",
  "return-home",
  "other-support",
] as const;
