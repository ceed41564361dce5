import { BrokenFileError } from "./bytes.ts";
import type { Cleaned } from "./index.ts";
import { cleanOffice } from "./office.ts";
import { cleanPdf } from "./pdf.ts";

/** Leaves out of a PDF, or a document of Office or OpenDocument, what tells who made it, when and where. What it says stays. */
export function cleanDocument(bytes: Uint8Array): Cleaned {
  const cleaner = bytes[0] === 0x25 ? cleanPdf : cleanOffice;
  try {
    const cleaned = cleaner(bytes);
    // A page shows none of these: they are only saved.
    const type = "application/octet-stream";
    return cleaned ? { state: "cleaned", bytes: cleaned, type } : { state: "unknown", type };
  } catch (error) {
    if (error instanceof BrokenFileError) return { state: "broken" };
    throw error;
  }
}
