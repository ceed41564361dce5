export { IdentityError, type IdentityErrorCode } from "./errors.ts";
export { memberSecret, personSecret, purposeOf, SESSION_COOKIE } from "./requests.ts";
export { registerIdentity } from "./routes.ts";
export { hashAuthSecret, Identity, VISIT_PURPOSE } from "./service.ts";
