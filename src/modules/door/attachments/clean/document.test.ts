import { brotliDecompressSync } from "node:zlib";
import fc from "fast-check";
import { strFromU8, strToU8, unzipSync, unzlibSync, zipSync, zlibSync } from "fflate";
import { describe, expect, it } from "vitest";
import { isDocument } from "../media.ts";
import { cleanDocument } from "./document.ts";
import { SAMPLES } from "./samples.ts";

/** A picture of a camera, with hidden details in every place. */
const PICTURE = new Uint8Array(brotliDecompressSync(Buffer.from(SAMPLES["pic.jpg"], "base64")));

function cleaned(bytes: Uint8Array): Buffer {
  expect(isDocument(bytes)).toBe(true);
  const result = cleanDocument(bytes);
  if (result.state !== "cleaned") throw new Error(result.state);
  return Buffer.from(result.bytes);
}

// ---------- PDF ----------

/** Writes objects and a table, as the first revision or after `before`. */
function pdfOf(
  objects: Readonly<Record<number, string | Uint8Array>>,
  trailer: string,
  before: Uint8Array = new Uint8Array(),
): Buffer {
  const parts: Uint8Array[] = [before.length > 0 ? before : Buffer.from("%PDF-1.4\n", "latin1")];
  let at = parts[0]?.length ?? 0;
  const rows: string[] = [];
  for (const [number, object] of Object.entries(objects)) {
    rows.push(`${number} 1\n${String(at).padStart(10, "0")} 00000 n \n`);
    const written = Buffer.concat([
      Buffer.from(`${number} 0 obj\n`),
      typeof object === "string" ? Buffer.from(object, "latin1") : Buffer.from(object),
      Buffer.from("\nendobj\n"),
    ]);
    parts.push(written);
    at += written.length;
  }
  parts.push(Buffer.from(`xref\n${rows.join("")}trailer\n<<${trailer}>>\nstartxref\n${at}\n%%EOF\n`));
  return Buffer.concat(parts);
}

const streamOf = (dict: string, content: Uint8Array): Uint8Array =>
  Buffer.concat([
    Buffer.from(`<<${dict}/Length ${content.length}>>\nstream\n`),
    content,
    Buffer.from("\nendstream"),
  ]);

const SHOWN = "BT /F1 12 Tf (They keep my papers.) Tj ET";
const BODY = {
  1: "<</Type/Catalog/Pages 2 0 R/Metadata 7 0 R/PieceInfo<</PLANTED 1>>>>",
  2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
  3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/LastModified(D:2026 PLANTED)/Annots[6 0 R]/Resources<</XObject<</Im1 5 0 R>>/Font<</F1 8 0 R>>>>>>",
  4: streamOf("/Filter/FlateDecode", zlibSync(strToU8(SHOWN))),
  5: streamOf(
    "/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode",
    PICTURE,
  ),
  6: "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(Look \\(here\\))/T(PLANTED Author)/M(D:2026)/NM(PLANTED-id)>>",
  7: streamOf("/Type/Metadata/Subtype/XML", strToU8("<x:xmpmeta>PLANTED</x:xmpmeta>")),
  8: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
  9: "<</Author(PLANTED)/Producer(PLANTED)/CreationDate(D:20261127)>>",
} as const;
const FIRST = pdfOf(BODY, "/Size 10/Root 1 0 R/Info 9 0 R/ID[<aa><bb>]");

/** The same with its objects packed into a stream, and the table too, as most programs write today. */
function packedPdf(): Buffer {
  const packed = [1, 2, 3, 6, 8, 9] as const;
  const texts = packed.map((number) => BODY[number]);
  const offsets = texts.map((_, nth) => texts.slice(0, nth).reduce((sum, text) => sum + text.length + 1, 0));
  const head = packed.map((number, nth) => `${number} ${offsets[nth]}`).join(" ");
  const objects = streamOf(
    `/Type/ObjStm/N ${packed.length}/First ${head.length + 1}/Filter/FlateDecode`,
    zlibSync(strToU8(`${head}\n${texts.join("\n")}`)),
  );
  const parts = [Buffer.from("%PDF-1.5\n")];
  const at = new Map<number, number>();
  for (const [number, object] of [
    [4, BODY[4]],
    [5, BODY[5]],
    [7, BODY[7]],
    [10, objects],
  ] as const) {
    at.set(number, Buffer.concat(parts).length);
    parts.push(Buffer.concat([Buffer.from(`${number} 0 obj\n`), object, Buffer.from("\nendobj\n")]));
  }
  const tableAt = Buffer.concat(parts).length;
  at.set(11, tableAt);
  const rows = Array.from({ length: 12 }, (_, number) => {
    const nth = packed.indexOf(number as 1);
    const place = at.get(number);
    return nth >= 0 ? [2, 0, 10, nth] : place !== undefined ? [1, place >> 8, place & 255, 0] : [0, 0, 0, 0];
  });
  // Each row is written as its difference from the one above, as PNG does.
  const up = rows.map((row, nth) => [2, ...row.map((byte, n) => (byte - (rows[nth - 1]?.[n] ?? 0)) & 255)]);
  const table = streamOf(
    "/Type/XRef/Size 12/W[1 2 1]/Root 1 0 R/Info 9 0 R/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 4>>",
    zlibSync(Uint8Array.from(up.flat())),
  );
  parts.push(
    Buffer.from("11 0 obj\n"),
    Buffer.from(table),
    Buffer.from(`\nendobj\nstartxref\n${tableAt}\n%%EOF\n`),
  );
  return Buffer.concat(parts);
}

/** Every byte of a PDF as it is, and every stream unpacked: what a reader of raw bytes would find. */
function rawOf(pdf: Buffer): string {
  const text = pdf.toString("latin1");
  const streams = [...text.matchAll(/stream\r?\n([\s\S]*?)\nendstream/g)].map(([, packed = ""]) => {
    try {
      return Buffer.from(unzlibSync(Buffer.from(packed, "latin1"))).toString("latin1");
    } catch {
      return ""; // a picture
    }
  });
  return [text, ...streams].join("\n");
}

/** Follows the table as a reader does: each object where the table says, the pages' text behind it. */
function opened(pdf: Buffer): string {
  const text = pdf.toString("latin1");
  const at = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  const rows = [...text.slice(at).matchAll(/(\d{10}) \d{5} n/g)].map(([, offset]) => Number(offset));
  for (const [nth, offset] of rows.entries()) {
    expect(text.slice(offset)).toMatch(new RegExp(`^${nth + 1} 0 obj\n`));
  }
  const object = (number: number): string => text.slice(rows[number - 1]).split("\nendobj")[0] ?? "";
  const follow = (from: string, key: string): string =>
    object(Number(new RegExp(`/${key} \\[?(\\d+) 0 R`).exec(from)?.[1]));
  const page = follow(follow(object(1), "Pages"), "Kids");
  const content = /stream\n([\s\S]*)\nendstream/.exec(follow(page, "Contents"))?.[1] ?? "";
  return strFromU8(unzlibSync(Buffer.from(content, "latin1")));
}

describe("a PDF", () => {
  const withPrev = (() => {
    const before = pdfOf(
      { ...BODY, 4: streamOf("", strToU8("BT (PLANTED, deleted later) Tj ET")) },
      "/Size 10/Root 1 0 R/Info 9 0 R",
    );
    const prev = /startxref\n(\d+)/.exec(before.toString("latin1"))?.[1];
    return pdfOf({ 4: BODY[4] }, `/Size 10/Root 1 0 R/Info 9 0 R/Prev ${prev}`, before);
  })();
  it.each([
    ["of one revision", FIRST],
    ["of two, the first with words that were deleted", withPrev],
    ["with its objects and its table packed", packedPdf()],
  ])("%s keeps its page, and nothing of who made it, when, with what", (_, pdf) => {
    expect(rawOf(pdf)).toContain("PLANTED");
    const left = cleaned(pdf);
    expect(opened(left)).toBe(SHOWN);
    for (const trace of [
      "PLANTED",
      "2026",
      "xmpmeta",
      "Producer",
      "/ID",
      "Exif\0\0II",
      "GPS",
      "http://ns.adobe.com",
    ])
      expect(rawOf(left), trace).not.toContain(trace);
    expect(left.toString("latin1"), "a remark's words stay").toContain("(Look \\(here\\))");
    expect(cleaned(left).equals(left), "cleaned again it is the same").toBe(true);
  });

  it.each([
    ["locked", pdfOf(BODY, "/Size 10/Root 1 0 R/Encrypt 9 0 R")],
    [
      "signed",
      pdfOf(
        { ...BODY, 6: "<</FT/Sig/V 9 0 R/Rect[0 0 1 1]>>", 9: "<</ByteRange[0 1 2 3]>>" },
        "/Size 10/Root 1 0 R",
      ),
    ],
    [
      "with a file in it",
      pdfOf(
        { ...BODY, 1: "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 9 0 R>>>>" },
        "/Size 10/Root 1 0 R",
      ),
    ],
    [
      "with a form of another format",
      pdfOf({ ...BODY, 1: "<</Pages 2 0 R/AcroForm<</XFA 9 0 R>>>>" }, "/Size 10/Root 1 0 R"),
    ],
    [
      "with a picture of another kind",
      pdfOf({ ...BODY, 5: streamOf("/Filter/JPXDecode", PICTURE) }, "/Size 10/Root 1 0 R"),
    ],
  ])("%s is left to the person", (_, pdf) => {
    expect(cleanDocument(pdf).state).toBe("unknown");
  });

  it("with a stream that says its length in itself is broken, and no endless reading", () => {
    const own = Buffer.from("<</Length 4 0 R>>\nstream\nx\nendstream");
    expect(cleanDocument(pdfOf({ ...BODY, 4: own }, "/Size 10/Root 1 0 R")).state).toBe("broken");
  });

  it("whose pages point nowhere is broken, and not an empty one", () => {
    expect(cleanDocument(pdfOf({ ...BODY, 2: "null" }, "/Size 10/Root 1 0 R")).state).toBe("broken");
  });

  // Kills: a loop without an end, a stack without a bottom, an error that is no answer, half a document.
  it("that is cut short or harmed is broken, left to the person, or cleaned; never anything else", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(FIRST, withPrev, packedPdf()),
        fc.nat(),
        fc.nat(255),
        fc.boolean(),
        (pdf, at, byte, isCut) => {
          const harmed = Buffer.from(isCut ? pdf.subarray(0, at % pdf.length) : pdf);
          if (!isCut) harmed[at % harmed.length] = byte;
          expect(["cleaned", "broken", "unknown"]).toContain(
            cleanDocument(Buffer.concat([Buffer.from("%PDF-"), harmed.subarray(5)])).state,
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

// ---------- Office and OpenDocument ----------

const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const TYPES = (parts: string): string =>
  `${XML}<Types><Default Extension="xml" ContentType="application/xml"/>${parts}<Override PartName="/docProps/core.xml" ContentType="c"/><Override PartName="/docProps/custom.xml" ContentType="c"/></Types>`;
const RELS = (main: string): string =>
  `${XML}<Relationships><Relationship Id="r1" Type="t/officeDocument" Target="${main}"/><Relationship Id="r2" Type="t/core-properties" Target="docProps/core.xml"/><Relationship Id="r3" Type="t/custom-properties" Target="/docProps/custom.xml"/><Relationship Id="r4" Type="t/thumbnail" Target="docProps/thumbnail.jpeg"/></Relationships>`;
const PROPERTIES = {
  "docProps/core.xml": "<dc:creator>PLANTED</dc:creator>",
  "docProps/custom.xml": "<p>PLANTED</p>",
  "docProps/thumbnail.jpeg": PICTURE,
};

const DOCUMENTS: Readonly<Record<string, Readonly<Record<string, string | Uint8Array>>>> = {
  "letter.docx": {
    "[Content_Types].xml": TYPES(
      '<Override PartName="/word/document.xml" ContentType="d"/><Override PartName="/word/people.xml" ContentType="d"/>',
    ),
    "_rels/.rels": RELS("word/document.xml"),
    ...PROPERTIES,
    "customXml/item1.xml": "<sharepoint>PLANTED</sharepoint>",
    "word/people.xml": '<w15:person w15:author="PLANTED"/>',
    "word/_rels/document.xml.rels": `${XML}<Relationships><Relationship Id="r1" Type="t/people" Target="people.xml"/><Relationship Id="r2" Type="t/image" Target="media/image1.jpeg"/><Relationship Id="r3" Type="t/customXml" Target="../customXml/item1.xml"/><Relationship Id="r4" Type="t/hyperlink" Target="https://help.example/" TargetMode="External"/><Relationship Id="r5" Type="t/image" Target="file:///C:/Users/PLANTED/a.jpg" TargetMode="External"/></Relationships>`,
    "word/_rels/settings.xml.rels": `${XML}<Relationships><Relationship Id="r1" Type="t/attachedTemplate" Target="file:///C:/PLANTED.dotx" TargetMode="External"/></Relationships>`,
    "word/document.xml": `${XML}<!-- PLANTED --><w:document><w:p w:rsidR="00PLANTED"><w:ins w:id="1" w:author="PLANTED" w:date="2026-11-27T10:00:00Z"><w:r><w:t>They keep my papers.</w:t></w:r></w:ins><pic:cNvPr id="0" name="IMG_PLANTED.jpg" descr="C:\\Users\\PLANTED\\a.png"/></w:p></w:document>`,
    "word/comments.xml": `${XML}<w:comments><w:comment w:id="0" w:author="PLANTED" w:initials="PLANTED" w:date="2026-11-27T10:00:00Z"><w:p><w:r><w:t>Look here</w:t></w:r></w:p></w:comment></w:comments>`,
    "word/settings.xml": `${XML}<w:settings><w:attachedTemplate r:id="r1"/><w:rsids><w:rsidRoot w:val="00PLANTED"/></w:rsids></w:settings>`,
    "word/media/image1.jpeg": PICTURE,
  },
  "table.xlsx": {
    "[Content_Types].xml": TYPES('<Override PartName="/xl/workbook.xml" ContentType="d"/>'),
    "_rels/.rels": RELS("xl/workbook.xml"),
    ...PROPERTIES,
    "xl/workbook.xml": `${XML}<workbook><fileSharing userName="PLANTED"/><mc:AlternateContent><x15ac:absPath url="C:\\Users\\PLANTED\\"/></mc:AlternateContent><sheets><sheet name="Wages" sheetId="1"/></sheets></workbook>`,
    "xl/worksheets/sheet1.xml": `${XML}<worksheet><sheetData><row r="1"><c><is><t>They keep my papers.</t></is></c></row></sheetData></worksheet>`,
    "xl/printerSettings/printerSettings1.xml": "PLANTED",
    "xl/comments1.xml": `${XML}<comments><authors><author>PLANTED</author></authors><commentList><comment ref="A1" authorId="0"><text><t>Look here</t></text></comment></commentList></comments>`,
    "xl/persons/person.xml": `${XML}<personList><person displayName="PLANTED" id="{1}" userId="PLANTED" providerId="PLANTED"/></personList>`,
  },
  "slides.pptx": {
    "[Content_Types].xml": TYPES('<Override PartName="/ppt/presentation.xml" ContentType="d"/>'),
    "_rels/.rels": RELS("ppt/presentation.xml"),
    ...PROPERTIES,
    "ppt/presentation.xml": `${XML}<p:presentation/>`,
    "ppt/slides/slide1.xml": `${XML}<p:sld><a:t>They keep my papers.</a:t><a:t>Look here</a:t></p:sld>`,
    "ppt/commentAuthors.xml": `${XML}<p:cmAuthorLst><p:cmAuthor id="0" name="PLANTED" initials="PLANTED"/></p:cmAuthorLst>`,
    "ppt/comments/comment1.xml": `${XML}<p:cmLst><p:cm authorId="0" dt="2026-11-27T10:00:00"/></p:cmLst>`,
  },
  "letter.odt": {
    mimetype: "application/vnd.oasis.opendocument.text",
    "META-INF/manifest.xml": `${XML}<manifest:manifest><manifest:file-entry manifest:full-path="/" manifest:media-type="m"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="Thumbnails/thumbnail.png" manifest:media-type="image/png"/></manifest:manifest>`,
    "meta.xml": "<meta:initial-creator>PLANTED</meta:initial-creator>",
    "settings.xml": "<config:config-item>PLANTED printer</config:config-item>",
    "Thumbnails/thumbnail.png": PICTURE,
    "Pictures/1.jpg": PICTURE,
    "content.xml": `${XML}<office:document-content><style:text-properties officeooo:rsid="00PLANTED"/><text:p>They keep my papers.</text:p><office:annotation><dc:creator>PLANTED</dc:creator><dc:date>2026-11-27T10:00:00</dc:date><meta:creator-initials>PLANTED</meta:creator-initials><text:p>Look here</text:p></office:annotation><draw:image xlink:href="file:///home/PLANTED/a.jpg"/></office:document-content>`,
  },
};
const zipOf = (parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, content]) => [
        name,
        typeof content === "string" ? strToU8(content) : content,
      ]),
    ),
    { mtime: new Date(2026, 10, 27) },
  );

describe("a document of Office or OpenDocument", () => {
  it.each(Object.keys(DOCUMENTS))(
    "%s keeps what it says, and nothing of who made it, when, where",
    (name) => {
      const left = cleaned(zipOf(DOCUMENTS[name] ?? {}));
      const parts = unzipSync(left);
      const raw = [
        left.toString("latin1"),
        ...Object.entries(parts).flatMap(([at, part]) => [at, Buffer.from(part).toString("latin1")]),
      ].join("\n");
      for (const trace of [
        "PLANTED",
        "2026",
        "docProps",
        "Thumbnails",
        "meta.xml",
        "Exif\0\0II",
        "GPS",
        "http://ns.adobe.com",
      ])
        expect(raw, trace).not.toContain(trace);
      for (const kept of ["They keep my papers.", "Look here"]) expect(raw).toContain(kept);
      // Days in a ZIP: two bytes of time and two of the day, the first of January 1980 in each.
      for (let at = left.indexOf("PK\x03\x04"); at >= 0; at = left.indexOf("PK\x03\x04", at + 4))
        expect(left.readUInt32LE(at + 10)).toBe(0x00210000);
      // Whatever is named is there: a reader refuses a document that names what it lacks.
      for (const [rels, xml] of Object.entries(parts).filter(([at]) => at.endsWith(".rels")))
        for (const [relation, target = ""] of strFromU8(xml).matchAll(
          /<Relationship [^>]*Target="([^"]*)"[^>]*>/g,
        ))
          if (!relation.includes("External"))
            expect(
              parts[new URL(target, `zip:///${rels.replace(/_rels\/[^/]*$/, "")}`).pathname.slice(1)],
              relation,
            ).toBeDefined();
      if (name.endsWith(".odt"))
        expect(left.toString("latin1", 30, 38), "first, and not packed").toBe("mimetype");
      expect(cleaned(left).equals(left), "cleaned again it is the same").toBe(true);
    },
  );

  const letter = DOCUMENTS["letter.docx"] ?? {};
  it.each([
    ["with macros", { ...letter, "word/vbaProject.bin": "x" }],
    ["signed", { ...letter, "_xmlsignatures/sig1.xml": "<x/>" }],
    ["with another file in it", { ...letter, "word/embeddings/oleObject1.bin": "x" }],
    ["with a picture of another kind", { ...letter, "word/media/image2.emf": "x" }],
    ["in another coding", { ...letter, "word/document.xml": Buffer.from("\ufeff<x/>", "utf16le") }],
    ["locked", { ...DOCUMENTS["letter.odt"], "META-INF/manifest.xml": "<manifest:encryption-data/>" }],
    ["that is an archive of something else", { "a.txt": "x" }],
  ])("%s is left to the person", (_, parts) => {
    expect(cleanDocument(zipOf(parts)).state).toBe("unknown");
  });

  it("that is cut short or harmed is broken, left to the person, or cleaned; never anything else", () => {
    const whole = Object.values(DOCUMENTS).map(zipOf);
    fc.assert(
      fc.property(fc.constantFrom(...whole), fc.nat(), fc.nat(255), fc.boolean(), (zip, at, byte, isCut) => {
        const harmed = Uint8Array.from(isCut ? zip.subarray(0, at % zip.length) : zip);
        if (!isCut) harmed[at % harmed.length] = byte;
        expect(["cleaned", "broken", "unknown"]).toContain(cleanDocument(harmed).state);
      }),
      { numRuns: 200 },
    );
  });
});
