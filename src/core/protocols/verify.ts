import { canonicalJson } from "../keys/canonical-json.ts";
import { type ActSignature, isSignedAct } from "../proposals/signed.ts";
import {
  isSignedByParty,
  type PartySignature,
  renderTexts,
  type Statement,
  statementHash,
  type Texts,
  textHash,
} from "./statement.ts";
import { SIGNED_LANGUAGES } from "./text/lexicon.ts";
import { parseAgreement } from "./text/parse.ts";
import { TEMPLATE_VERSION } from "./text/render.ts";

/** One version as it is exported: the very bytes that were signed, the texts that they name, and the signatures. */
export interface ExportedVersion {
  readonly version: number;
  readonly status: string;
  readonly statement: string;
  readonly texts: Texts;
  readonly signatures: readonly PartySignature[];
}

/** An agreement with its history, for anyone who wants to check it without our server. */
export interface AgreementExport {
  readonly format: "leeward agreement export v1";
  readonly agreement: string;
  readonly versions: readonly ExportedVersion[];
  /** How it ended, signed by two people; null while it has not, or where it ended before endings were signed. */
  readonly ending?: SignedEnding | null;
}

/** The end of an agreement as two supervisors signed it with their own keys. */
export interface SignedEnding {
  readonly kind: string;
  /** The agency of whoever proposed it. */
  readonly agencyId: string;
  readonly content: {
    readonly protocolId: string;
    readonly title: string;
    readonly statement: string | null;
    readonly reason: string;
  };
  readonly people: readonly ActSignature[];
}

/** Who signed the end, with which keys: what the export says of it, and what is wrong. */
export interface EndingReport {
  readonly reason: string;
  readonly signed: readonly { readonly name: string; readonly signingKey: string }[];
  readonly faults: readonly string[];
}

/** What was found about one version; no fault and every party: it was agreed. */
export interface VersionReport {
  readonly version: number;
  readonly hash: string;
  /** Parties whose signatures are right. */
  readonly signed: readonly { readonly agencyId: string; readonly name: string; readonly rootKey: string }[];
  /** Parties that have not signed. */
  readonly awaited: readonly string[];
  readonly faults: readonly string[];
}

export interface AgreementReport {
  /** No fault, and every version that was or is in force is signed by all its parties. */
  readonly ok: boolean;
  readonly versions: readonly VersionReport[];
  readonly ending: EndingReport | null;
}

/**
 * Checks an exported agreement offline: canonical bytes, hashes of the four texts, that each text says what the object
 * says, the chain of versions, and every signature.
 *
 * @param rootKeys the root keys that the reader got from the agencies themselves, base64url by agency; a signature by
 * another key is then a fault
 */
export async function verifyAgreement(
  exported: AgreementExport,
  rootKeys: Readonly<Record<string, string>> = {},
): Promise<AgreementReport> {
  const versions = await Promise.all(
    exported.versions.map((version) => verifyVersion(exported, version, rootKeys)),
  );
  const agreed = exported.versions.every(
    ({ status }, nth) => !["adopted", "superseded"].includes(status) || versions[nth]?.awaited.length === 0,
  );
  const ending = exported.ending ? await verifyEnding(exported, exported.ending) : null;
  const ok = agreed && [...versions, ...(ending ? [ending] : [])].every(({ faults }) => faults.length === 0);
  return { ok, versions, ending };
}

async function verifyEnding(exported: AgreementExport, ending: SignedEnding): Promise<EndingReport> {
  const { content, people } = ending;
  const faults: string[] = [];
  if (content.protocolId !== exported.agreement) faults.push("The end is of another agreement.");
  const hashes = exported.versions.map(({ statement }) => statementHash(statement));
  if (content.statement !== null && !hashes.includes(content.statement)) {
    faults.push("The end names a version that is not in this file.");
  }
  if (new Set(people.map(({ memberId }) => memberId)).size < 2)
    faults.push("Fewer than two people signed the end.");
  for (const person of people) {
    if (!(await isSignedAct(ending, person)))
      faults.push(`The signature of ${person.name} under the end is not right.`);
  }
  return {
    reason: content.reason,
    signed: people.map(({ name, signingKey }) => ({ name, signingKey })),
    faults,
  };
}

async function verifyVersion(
  exported: AgreementExport,
  one: ExportedVersion,
  rootKeys: Readonly<Record<string, string>>,
): Promise<VersionReport> {
  const hash = statementHash(one.statement);
  const faults: string[] = [];
  const statement: Statement = JSON.parse(one.statement);
  if (canonicalJson(statement) !== one.statement) {
    faults.push("The signed text is not in its one form, so two readers could read it differently.");
  }
  if (statement.agreement !== exported.agreement || statement.version !== one.version) {
    faults.push("The signed text is of another agreement or another version.");
  }
  const earlier = exported.versions.filter(({ version }) => version < one.version);
  if (
    statement.previous !== null &&
    !earlier.some((before) => statementHash(before.statement) === statement.previous)
  ) {
    faults.push("The version that it follows is not in this file.");
  }
  faults.push(...textFaults(statement, one.texts));
  const parties = new Map(statement.terms.parties.map((party) => [party.agencyId, party.name]));
  const signed: { agencyId: string; name: string; rootKey: string }[] = [];
  for (const signature of one.signatures) {
    const name = parties.get(signature.agencyId);
    if (name === undefined) {
      faults.push(`Someone signed who is no party: ${signature.agencyId}.`);
      continue;
    }
    const people = new Set(signature.people.map(({ memberId }) => memberId));
    const keys = new Set(signature.people.map(({ signingKey }) => signingKey));
    if (Math.min(people.size, keys.size) < 2) faults.push(`Fewer than two people signed for ${name}.`);
    const given = rootKeys[signature.agencyId];
    if (given !== undefined && given !== signature.rootKey) {
      faults.push(`${name} signed with another root key than the one that you gave.`);
    } else if (await isSignedByParty(one.statement, signature)) {
      signed.push({ agencyId: signature.agencyId, name, rootKey: signature.rootKey });
    } else {
      faults.push(`The signature of ${name} is not right.`);
    }
  }
  const awaited = [...parties].filter(([id]) => !signed.some(({ agencyId }) => agencyId === id));
  return { version: one.version, hash, signed, awaited: awaited.map(([, name]) => name), faults };
}

function textFaults(statement: Statement, texts: Texts): string[] {
  const numbered = {
    agreement: statement.agreement,
    version: statement.version,
    terms: statement.terms,
  };
  const object = canonicalJson(numbered);
  const fresh = statement.template === TEMPLATE_VERSION ? renderTexts(numbered) : null;
  return SIGNED_LANGUAGES.flatMap((language) => {
    const text = texts[language];
    if (textHash(text) !== statement.texts[language]?.sha256) {
      return [`The text in “${language}” is not the one that was signed.`];
    }
    if (fresh && fresh[language] !== text) {
      return [`The text in “${language}” is not what the object reads like.`];
    }
    const read = parseAgreement(text, language);
    return read && canonicalJson(read) === object
      ? []
      : [`The text in “${language}” says something else than the object.`];
  });
}
