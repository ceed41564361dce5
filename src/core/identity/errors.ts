import { ProblemError, type ProblemKind } from "../http/index.ts";

const KINDS = {
  "wrong-sign-in": {
    status: 401,
    sentence:
      "The e-mail address or the password is not right. Check both; after ten tries in an hour you must wait.",
  },
  "wrong-code": {
    status: 401,
    sentence: "The code is not right, or was used already. Wait for the next one and type that.",
  },
  "wrong-words": {
    status: 401,
    sentence: "No conversation opens with these words. Check their order, and each letter.",
  },
  "auditor-alone": {
    status: 422,
    sentence:
      "An auditor has no other role: they would audit their own work. Invite them as an auditor alone.",
  },
  "wrong-password": { status: 403, sentence: "Your present password is not right. Nothing was changed." },
  "no-invitation": {
    status: 404,
    sentence: "This invitation was used, has ended, or is not whole. Ask your supervisor for a new one.",
  },
  "root-key-set": {
    status: 409,
    sentence:
      "Your agency has another root key already. It cannot be replaced here; only its copies for supervisors can.",
  },
  "address-taken": { status: 409, sentence: "Someone with this e-mail address is a member already." },
  "second-factor-needed": {
    status: 401,
    sentence: "Type the code from your second device to finish signing in.",
  },
  "step-up-needed": {
    status: 403,
    sentence:
      "Before this act, show once more that it is you: answer with a passkey or a code (ways says which), then send it again.",
  },
  "passkey-refused": {
    status: 401,
    sentence:
      "The passkey was not taken: its answer is for another place, too old, or used already. Try again.",
  },
  "passkey-suspended": {
    status: 401,
    sentence:
      "This passkey may exist twice, so it is suspended. Sign in another way, remove it in your profile, and tell your supervisor.",
  },
  "no-passkey-here": {
    status: 404,
    sentence: "You have no passkey for this address. Use a code, or the address where you added the passkey.",
  },
  "no-passkeys-at-this-address": {
    status: 409,
    sentence:
      "Browsers make passkeys only for a name over HTTPS, not for a number. Use the name of this server, such as localhost on this machine.",
  },
  "passkeys-full": {
    status: 409,
    sentence: "No passkey was added: ten are kept at most. Remove one first, or sign in again.",
  },
  "last-factor": {
    status: 409,
    sentence: "This is your last second factor. Add another one first, then remove this.",
  },
  "no-provider": {
    status: 404,
    sentence: "No identity provider is set up here. Sign in with your password or a passkey.",
  },
  "provider-away": {
    status: 503,
    sentence:
      "The identity provider does not answer at the moment. Try again shortly, or sign in with your password or a passkey.",
  },
  "provider-refused": {
    status: 401,
    sentence:
      "The identity provider’s answer was not taken: it is too old, used already, or not for this browser. Begin again.",
  },
  "provider-logout-refused": {
    status: 400,
    sentence:
      "This logout token was not taken: it is not the provider’s, not for this house, too old, used already, or its keys cannot be had.",
  },
  "provider-unknown": {
    status: 401,
    sentence:
      "The identity provider knows you, but nobody here is linked with that. Sign in with your password, then link it in your profile.",
  },
  "provider-taken": {
    status: 409,
    sentence:
      "That sign-in is linked with another member, or you are linked with another one. Unlink it there first.",
  },
  "own-standing": {
    status: 409,
    sentence: "Your own standing is for another supervisor to change. Nothing was changed.",
  },
  "roles-same": { status: 409, sentence: "These are this colleague's roles already. Nothing was proposed." },
  "last-supervisor": {
    status: 409,
    sentence:
      "Nobody active would supervise the agency then. Make someone else a supervisor first. Nothing was proposed.",
  },
  "keys-taken": {
    status: 409,
    sentence: "One of these keys stands here already. Make new ones. Nothing was changed.",
  },
  "no-renewal": {
    status: 404,
    sentence: "This link was used, has ended, or is not whole. Ask your supervisor for a new one.",
  },
  "keepers-refused": {
    status: 409,
    sentence:
      "Name three members who are willing to keep, in three different agencies, with the keys that they have now. Nothing was kept.",
  },
  "part-refused": {
    status: 422,
    sentence: "Your part was not sealed and signed for the keys that ask for it. Load the page again.",
  },
  "part-over": {
    status: 409,
    sentence: "Nobody asks for this part any more, or for other keys than you saw. Load the page again.",
  },
  "nothing-kept": {
    status: 409,
    sentence:
      "There is nothing to ask keepers for: none were named, or your keys are not ones that two people admitted after a loss.",
  },
  "member-forgotten": {
    status: 409,
    sentence:
      "This colleague was suspended more than a year ago: their address, password and keys are deleted. Invite them as someone new.",
  },
  "training-limits": {
    status: 422,
    sentence: "Give a day from yesterday to three years ahead. Yesterday means: it has lapsed.",
  },
} as const satisfies Record<string, ProblemKind>;

export type IdentityErrorCode = keyof typeof KINDS;

/** What can go wrong in proving who one is. */
export class IdentityError extends ProblemError<IdentityErrorCode> {
  override readonly name = "IdentityError";
  constructor(code: IdentityErrorCode, extra?: Readonly<Record<string, unknown>>, options?: ErrorOptions) {
    super(code, KINDS[code], extra, options);
  }
}
