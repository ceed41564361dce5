import { type Identity, IdentityError } from "../core/identity/index.ts";
import { derivePasswordSecrets } from "../core/identity/member-keys.ts";
import { argon2id } from "../core/identity/words/argon2-node.ts";
import { type CommandIo, UsageError } from "./command.ts";

/** From the environment, or the first line of standard input; never from the command line, which others can see. */
export async function readPassword(io: CommandIo): Promise<string> {
  if (io.env.LEEWARD_PASSWORD) return io.env.LEEWARD_PASSWORD;
  if (io.stdin.isTTY) {
    throw new UsageError("Set LEEWARD_PASSWORD, or pass the password on standard input: … < password.txt");
  }
  let text = "";
  for await (const chunk of io.stdin) {
    text += String(chunk);
    if (text.includes("\n") || text.length > 10_000) break;
  }
  const password = text.split("\n")[0]?.replace(/\r$/, "") ?? "";
  if (password === "")
    throw new UsageError("Standard input held no password. Set LEEWARD_PASSWORD, or pass it there.");
  return password;
}

/** Signs in as a member of the house; the secret of the session, 32 bytes. */
export async function signIn(
  identity: Identity,
  email: string,
  password: string,
  code: string | boolean | undefined,
): Promise<Uint8Array> {
  const { authSecret } = await derivePasswordSecrets({ email, password }, argon2id);
  const begun = await identity.signIn(email, authSecret);
  if (begun.stage === "full") return begun.secret;
  if (typeof code !== "string") throw new IdentityError("second-factor-needed");
  return (await identity.finishWithCode(begun.secret, code)).secret;
}
