import { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { asMember } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import { type App, HttpProblem } from "../../../core/http/index.ts";
import { memberSecret, purposeOf } from "../../../core/identity/index.ts";
import { CareError } from "../errors.ts";
import { type ImportReport, importCaseload } from "../import/import-caseload.ts";
import { IMPORT_FORMS, type ImportForm } from "../import/read-file.ts";
import { Strict } from "./shapes.ts";

/** Of its own type: a form of another site cannot send it. */
const CASELOAD = "application/vnd.leeward.caseload";
/** What comes over HTTP is held in memory and answered within a minute; more goes by `leeward import`. */
const BYTES_MAX = 4 * 1024 * 1024;
const ROWS_MAX = 2_000;

const Asked = Type.Object(
  { form: Type.Optional(Type.Enum([...IMPORT_FORMS])), leavesOut: Type.Optional(Type.Enum(["yes"])) },
  Strict,
);

/** A caseload from the desk: looked through first, then brought in. The file's hash makes sure that it happens once. */
export function registerImports(app: App, house: House): void {
  // The bytes are read by the route, once it knows who sends them.
  app.addContentTypeParser(CASELOAD, (_request, _bytes, done) => done(null, undefined));
  app.post(
    "/api/imports/check",
    {
      schema: {
        summary:
          "Look through a caseload: what would become a case, and each row that would not; nothing is kept",
        querystring: Asked,
        consumes: [CASELOAD],
      },
    },
    async (request) => bringIn(house, request, { ...request.query, dryRun: true }),
  );
  app.post(
    "/api/imports",
    {
      config: { stepUp: true },
      schema: {
        summary: "Bring in a caseload: a case for each right row, all or none, once for each file",
        querystring: Asked,
        consumes: [CASELOAD],
      },
    },
    async (request, reply) => reply.status(201).send(await bringIn(house, request, request.query)),
  );
}

async function bringIn(
  house: House,
  request: FastifyRequest,
  asked: { readonly form?: ImportForm; readonly leavesOut?: "yes"; readonly dryRun?: boolean },
): Promise<ImportReport> {
  const secret = memberSecret(request);
  const purpose = purposeOf(request);
  // Nobody else makes the server hold megabytes.
  await asMember(house.db, secret, purpose, async () => undefined);
  if (request.headers["content-type"] !== CASELOAD) throw new HttpProblem("wrong-type");
  const bytes = await whole(request.raw);
  return importCaseload(house, secret, {
    open: () => Readable.from([bytes], { objectMode: false }),
    purpose,
    rowsMax: ROWS_MAX,
    ...(asked.form ? { form: asked.form } : {}),
    leavesOut: asked.leavesOut === "yes",
    ...(asked.dryRun ? { dryRun: true } : {}),
  });
}

async function whole(body: Readable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > BYTES_MAX) throw new CareError("import-too-large", { bytesMax: BYTES_MAX });
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
