import type { Catalogue } from "../../core/texts/index.ts";
import { agreements } from "./ar/agreements.ts";
import { allowed } from "./ar/allowed.ts";
import { call } from "./ar/call.ts";
import { care } from "./ar/care.ts";
import { deskNotes } from "./ar/desk-notes.ts";
import { door } from "./ar/door.ts";
import { house } from "./ar/house.ts";
import { kit } from "./ar/kit.ts";
import { leaving } from "./ar/leaving.ts";
import { names } from "./ar/names.ts";
import { ownKeys } from "./ar/own-keys.ts";
import { problems } from "./ar/problems.ts";
import { proposals } from "./ar/proposals.ts";
import { services } from "./ar/services.ts";
import { shell } from "./ar/shell.ts";
import { signIn } from "./ar/sign-in.ts";
import { standing } from "./ar/standing.ts";
import { tools } from "./ar/tools.ts";
import { watch } from "./ar/watch.ts";
import type { TextKey } from "./en.ts";

/** Every text of the desk in Arabic; no native reader has signed it yet. */
export const ar: Catalogue<TextKey> = {
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
