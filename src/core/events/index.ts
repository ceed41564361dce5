export { EventHub } from "./hub.ts";
export { registerEvents } from "./routes.ts";
