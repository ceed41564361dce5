import type { House } from "../../../core/house.ts";
import type { App } from "../../../core/http/index.ts";
import type { Assets } from "../../../web/index.ts";
import type { Door } from "../service.ts";

/** The public pages under `/`. */
export function registerPages(_app: App, _house: House, _door: Door, _assets: Assets): void {}
