/** Where the key of what is being written to a conversation is asked for and thrown away. */
export const draftKeyPath = (address: string, what: "letter" | "note" | "offer"): string =>
  `/api/inbox/${address}/draft-keys/${what}`;
