import { join } from "node:path";
import { inflate } from "@sparticuz/chromium";

// Started by browser.ts with TMPDIR set to the folder to fill: the package unpacks into the temporary folder and
// nowhere else. In a process of its own, so that nobody else's temporary folder changes meanwhile.
const packed = join(import.meta.dirname, "../../node_modules/@sparticuz/chromium/bin");
const parts = ["chromium.br", "fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"];
await Promise.all(parts.map((part) => inflate(join(packed, part))));
