import { agreements } from "./en/agreements.ts";
import { allowed } from "./en/allowed.ts";
import { call } from "./en/call.ts";
import { care } from "./en/care.ts";
import { deskNotes } from "./en/desk-notes.ts";
import { door } from "./en/door.ts";
import { house } from "./en/house.ts";
import { kit } from "./en/kit.ts";
import { leaving } from "./en/leaving.ts";
import { names } from "./en/names.ts";
import { ownKeys } from "./en/own-keys.ts";
import { problems } from "./en/problems.ts";
import { proposals } from "./en/proposals.ts";
import { services } from "./en/services.ts";
import { shell } from "./en/shell.ts";
import { signIn } from "./en/sign-in.ts";
import { standing } from "./en/standing.ts";
import { tools } from "./en/tools.ts";
import { watch } from "./en/watch.ts";

/** Every text of the desk in English, in ICU message syntax. `ar.ts` has each of these keys, or the build fails. */
export const en = {
  ...shell,
  ...services,
  ...problems,
  ...names,
  ...signIn,
  ...standing,
  ...care,
  ...allowed,
  ...deskNotes,
  ...call,
  ...door,
  ...house,
  ...agreements,
  ...ownKeys,
  ...kit,
  ...watch,
  ...proposals,
  ...tools,
  ...leaving,
};

export type TextKey = keyof typeof en;
