export { IdentityError, type IdentityErrorCode } from "./errors.ts";
export { memberSecret, personSecret, purposeOf } from "./requests.ts";
export { registerIdentity } from "./routes.ts";
export { Identity, VISIT_PURPOSE } from "./service.ts";
export { signedInFirst } from "./signed-in-first.ts";
