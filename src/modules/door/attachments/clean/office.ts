import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { typeOf } from "../media.ts";
import { BrokenFileError } from "./bytes.ts";
import { cleanGif } from "./gif.ts";
import { cleanJpeg } from "./jpeg.ts";
import { cleanPng } from "./png.ts";

/** Unpacked: a small file that unpacks to more is no letter's attachment. */
const UNPACKED_BYTES_MAX = 200 * 1024 * 1024;
const PARTS_MAX = 5_000;
/** The first day that a ZIP can name, so that no part tells its own. Local time: ZIP has no zone. */
const NO_DAY = new Date(1980, 0, 1);

type Parts = ReadonlyMap<string, Uint8Array>;

/**
 * A text, table or presentation of Office (ECMA-376) or OpenDocument (ISO/IEC 26300) without details of who made it, when
 * and where: properties, thumbnails, authors and days of remarks and changes, printers, paths of other files; the pictures in
 * it cleaned. Undefined where that cannot be done honestly: macros, signatures, a lock, other files within, other archives.
 *
 * @throws BrokenFileError
 */
export function cleanOffice(bytes: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const parts = unpack(bytes);
  if (!parts) return undefined;
  const kind = kindOf(parts);
  if (!kind) return undefined;
  const gone = new Set([...parts.keys()].filter((name) => kind.leftOut.test(name)));
  if ([...parts.keys()].some((name) => !gone.has(name) && kind.notOurs.test(name))) return undefined;
  const kept: [string, Uint8Array][] = [];
  for (const [name, content] of parts) {
    if (gone.has(name) || name.endsWith("/")) continue;
    const cleaned = cleanPart(name, content, kind, gone);
    if (!cleaned) return undefined;
    kept.push([name, cleaned]);
  }
  return pack(kept);
}

function unpack(bytes: Uint8Array): Parts | undefined {
  let [sizeBytes, count] = [0, 0];
  try {
    const parts = unzipSync(bytes, {
      filter: ({ originalSize }) => {
        sizeBytes += originalSize;
        count += 1;
        return sizeBytes <= UNPACKED_BYTES_MAX && count <= PARTS_MAX;
      },
    });
    return sizeBytes > UNPACKED_BYTES_MAX || count > PARTS_MAX ? undefined : new Map(Object.entries(parts));
  } catch {
    throw new BrokenFileError("The document cannot be unpacked.");
  }
}

/** OpenDocument wants its `mimetype` first and not packed. */
function pack(parts: readonly (readonly [string, Uint8Array])[]): Uint8Array<ArrayBuffer> {
  const first = parts.filter(([name]) => name === "mimetype");
  const inOrder = [...first, ...parts.filter(([name]) => name !== "mimetype")];
  const zipped = zipSync(
    Object.fromEntries(
      inOrder.map(([name, content]) => [name, [content, { level: name === "mimetype" ? 0 : 6 }]] as const),
    ) as Record<string, [Uint8Array, { level: 0 | 6 }]>,
    { mtime: NO_DAY },
  );
  return new Uint8Array(zipped);
}

interface Kind {
  /** Parts that go. */
  readonly leftOut: RegExp;
  /** Parts that make it one that cannot be cleaned. */
  readonly notOurs: RegExp;
  readonly cleanXml: (name: string, xml: string, gone: ReadonlySet<string>) => string;
}

function kindOf(parts: Parts): Kind | undefined {
  if (parts.has("[Content_Types].xml") && parts.has("_rels/.rels")) return OFFICE;
  const type = parts.get("mimetype");
  if (!type || !/^application\/vnd\.oasis\.opendocument\.[a-z-]+$/.test(strFromU8(type).trim()))
    return undefined;
  const manifest = parts.get("META-INF/manifest.xml");
  return manifest && !strFromU8(manifest).includes("encryption-data") ? OPEN_DOCUMENT : undefined;
}

const FONT = /\.(odttf|fntdata|ttf|otf)$/i;

/** Undefined where it is of a kind that may hold what nobody sees. */
function cleanPart(
  name: string,
  content: Uint8Array,
  kind: Kind,
  gone: ReadonlySet<string>,
): Uint8Array | undefined {
  if (/\.(xml|rels|vml)$/i.test(name)) {
    const isMarked = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf;
    const written = isMarked ? content.subarray(3) : content;
    const xml = strFromU8(written);
    // Another coding than UTF-8 would pass by every rule below.
    if (strToU8(xml).length !== written.length || /<\?xml[^>]*encoding=["'](?!utf-8["'])/i.test(xml))
      return undefined;
    return strToU8(kind.cleanXml(name, xml.replaceAll(/<!--[\s\S]*?-->/g, ""), gone));
  }
  if (name === "mimetype" || FONT.test(name)) return content;
  if (content.length === 0) return content;
  const cleaner = { "image/jpeg": cleanJpeg, "image/png": cleanPng, "image/gif": cleanGif }[
    typeOf(content) as string
  ];
  return cleaner?.(content);
}

/** Values of attributes are emptied: who and when of remarks, changes and protection. */
const emptied = (xml: string, names: string): string =>
  xml.replaceAll(new RegExp(`(\\s(?:[\\w-]+:)?(?:${names})=)("[^"]*"|'[^']*')`, "g"), '$1""');
const without = (xml: string, names: string): string =>
  xml.replaceAll(new RegExp(`\\s(?:[\\w-]+:)?(?:${names})=("[^"]*"|'[^']*')`, "g"), "");
/** Elements that hold text alone are emptied. */
const emptiedTexts = (xml: string, names: string): string =>
  xml.replaceAll(new RegExp(`(<((?:[\\w-]+:)?(?:${names}))(?:\\s[^>]*)?>)[^<]*(</\\2>)`, "g"), "$1$3");
/** Names of pictures as they were on someone's disk. */
const withoutPaths = (xml: string, names: string): string =>
  xml.replaceAll(
    new RegExp(`(\\s(?:${names})=)"[^"]*(?:\\\\|\\.(?:jpe?g|png|gif|heic|bmp|tiff?))[^"]*"`, "gi"),
    '$1""',
  );
const withoutElement = (xml: string, name: string): string =>
  xml.replaceAll(new RegExp(`<((?:[\\w-]+:)?${name})(?:\\s[^>]*)?(?:/>|>[\\s\\S]*?</\\1>)`, "g"), "");

const OFFICE: Kind = {
  leftOut:
    /^docProps\/|^customXml\/|^word\/people\.xml|(^|\/)printerSettings\/|commentsExtensible\.xml|^xl\/revisions\/|^ppt\/changesInfos\/|^ppt\/revisionInfo\.xml|(^|\/)thumbnail\.|^package\/services\/|^word\/(glossary\/)?_?customizations\.xml$/,
  notOurs:
    /vbaProject|vbaData|^_xmlsignatures\/|(^|\/)embeddings\/|(^|\/)activeX\/|(^|\/)ctrlProps\/|\.bin$/i,
  cleanXml: (name, xml, gone) => {
    if (name === "[Content_Types].xml")
      return xml.replaceAll(/<Override\s[^>]*PartName="\/([^"]*)"[^>]*\/>/g, (whole, part: string) =>
        gone.has(decodeURIComponentSafely(part)) ? "" : whole,
      );
    if (name.endsWith(".rels")) return cleanRelations(name, xml, gone);
    const unnamed = withoutPaths(xml, "name|descr|title");
    if (/^xl\//.test(name)) return cleanTable(name, unnamed);
    if (/^ppt\//.test(name)) return cleanPresentation(name, unnamed);
    return cleanText(unnamed);
  },
};

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Without what points to a part that went; what points to a file on someone's disk points nowhere. */
function cleanRelations(name: string, xml: string, gone: ReadonlySet<string>): string {
  const folder = name.replace(/_rels\/[^/]*$/, "");
  return xml.replaceAll(/<Relationship\s[^>]*\/>/g, (whole) => {
    const target = /\sTarget="([^"]*)"/.exec(whole)?.[1] ?? "";
    if (/\sTargetMode="External"/.test(whole)) {
      if (/\/attachedTemplate"/.test(whole)) return "";
      return /^(https?|mailto|tel):/i.test(target)
        ? whole
        : whole.replace(/\sTarget="[^"]*"/, ' Target="about:blank"');
    }
    const path = new URL(target, `zip:///${folder}`).pathname.slice(1);
    return gone.has(decodeURIComponentSafely(path)) ? "" : whole;
  });
}

const cleanText = (xml: string): string =>
  ["docVars", "rsids", "attachedTemplate", "docId"].reduce(
    withoutElement,
    without(emptied(xml, "author|initials"), "rsid\\w*|date|dateUtc"),
  );

function cleanTable(name: string, xml: string): string {
  if (/\/persons?\//.test(name)) return emptied(xml, "displayName|userId|providerId");
  if (/omments?\d*\.xml$/i.test(name)) return emptiedTexts(without(xml, "dT"), "author");
  return ["absPath", "fileSharing", "fileRecoveryPr"].reduce(
    withoutElement,
    without(xml, "userName|documentId|refreshedBy|refreshedDate|refreshedDateIso"),
  );
}

const cleanPresentation = (name: string, xml: string): string =>
  /uthors\.xml$/.test(name)
    ? emptied(xml, "name|initials|userId|providerId")
    : /comments?\//i.test(name)
      ? without(xml, "dt|created|startDate|dueDate|completeDate")
      : withoutElement(without(xml, "userName|lastEditor"), "modifyVerifier");

const OPEN_DOCUMENT: Kind = {
  leftOut:
    /(^|\/)meta\.xml$|(^|\/)settings\.xml$|^Thumbnails\/|^Configurations2\/|^layout-cache$|(^|\/)manifest\.rdf$|^ObjectReplacements\//,
  notOurs: /^(Basic|Scripts|Dialogs|Database|forms|reports)\/|signatures\.xml$/,
  cleanXml: (name, xml, gone) => {
    if (name === "META-INF/manifest.xml")
      return xml.replaceAll(
        /<(manifest:file-entry)\s[^>]*manifest:full-path="([^"]*)"[^>]*(?:\/>|>\s*<\/\1>)/g,
        (whole, _, path: string) =>
          gone.has(path) || /^(Configurations2|Thumbnails|ObjectReplacements)\//.test(path) ? "" : whole,
      );
    const remarks = emptiedTexts(
      xml,
      "dc:creator|dc:date|meta:creator-initials|meta:date-string|meta:generator|loext:sender-initials",
    );
    // A link to a file on someone's disk tells where they keep it.
    const unlinked = remarks.replaceAll(/(\sxlink:href=)"(?:file:|\/|\.\.\/)[^"]*"/g, '$1""');
    return without(unlinked, "rsid|paragraph-rsid");
  },
};
