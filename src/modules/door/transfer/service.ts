import { asMember, asPerson } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import { HttpProblem } from "../../../core/http/index.ts";
import { verifyStatement } from "../../../core/identity/words/statements.ts";
import { canonicalJson } from "../../../core/keys/canonical-json.ts";
import { fromBase64Url, toBase32, toBase64Url } from "../../../core/keys/index.ts";
import { DOOR_LANGUAGES } from "../../../core/texts/index.ts";
import { readAddress } from "../address.ts";
import { DoorError, type DoorErrorCode } from "../errors.ts";
import type { Once } from "../once.ts";
import { sayIn } from "../pages/texts/index.ts";
import { findAgencyRoot, findKeys } from "../store.ts";
import { transferStatement } from "./statement.ts";
import * as store from "./store.ts";

export type TransferAnswer =
  | {
      readonly yes: true;
      readonly statement: string;
      readonly signature: string;
      readonly letters: number;
      readonly listVersion: number;
      readonly seals: readonly {
        readonly order: number;
        readonly memberId: string;
        readonly sealed: string;
      }[];
    }
  | { readonly yes: false };

const REFUSALS: Readonly<Record<Exclude<store.Agreed, "done">, DoorErrorCode>> = {
  answered: "transfer-answered",
  letters: "letter-order",
  readers: "recipients-changed",
  nobody: "transfer-nobody",
  seals: "transfer-seals",
};

/** A conversation that goes to another agency, once whoever wrote it says yes. */
export class Transfers {
  readonly #house: House;

  constructor(house: House) {
    this.#house = house;
  }

  async listTakers(secret: Uint8Array) {
    return asMember(this.#house.db, secret, null, async (tx, me) => ({
      agencies: me.roles.includes("intake-worker") ? await store.listTakers(tx, me.agencyId) : [],
    }));
  }

  /** @throws HttpProblem `not-found`; DoorError `transfer-nobody`, `transfer-answered` */
  async ask(
    secret: Uint8Array,
    address: string,
    asked: { readonly id: string; readonly toAgencyId: string },
    once: Once,
  ): Promise<void> {
    await asMember(this.#house.db, secret, null, (tx, me) =>
      once(tx, me.memberId, async () => {
        const done = await store.ask(tx, asked.id, readAddress(address), asked.toAgencyId);
        if (!done) throw new HttpProblem("not-found");
        return {};
      }),
    );
  }

  /** @throws DoorError `transfer-answered` */
  async takeBack(secret: Uint8Array, id: string): Promise<void> {
    await asMember(this.#house.db, secret, null, async (tx) => {
      if (!(await store.takeBack(tx, id))) throw new DoorError("transfer-answered");
    });
  }

  /** A no ends the question; a yes moves the conversation, in one transaction. */
  async answer(secret: Uint8Array, id: string, answer: TransferAnswer, once: Once): Promise<void> {
    await asPerson(this.#house.db, secret, async (tx, me) => {
      const mailbox = Buffer.from(me.address);
      return once(tx, toBase32(mailbox), async () => {
        const asked = (await store.list(tx, mailbox)).find((one) => one.id === id);
        if (!asked) throw new HttpProblem("not-found");
        if (!answer.yes) {
          if (!(await store.decline(tx, id))) throw new DoorError("transfer-answered");
          return {};
        }
        const root = await findAgencyRoot(tx, asked.to.id);
        const terms = { id, from: asked.from, to: asked.to, toRootKey: toBase64Url(root.rootKey) };
        const statement = DOOR_LANGUAGES.map((language) =>
          transferStatement(terms, language, sayIn(language)),
        ).find((one) => canonicalJson(one) === answer.statement);
        if (!statement) throw new DoorError("transfer-changed");
        const keys = await findKeys(tx, mailbox);
        const signed = { address: toBase32(mailbox), statement, signature: answer.signature };
        if (!keys || !(await verifyStatement(keys.signingKey, signed)))
          throw new DoorError("wrong-signature");
        const said = await store.agree(tx, id, {
          statement: answer.statement,
          signature: Buffer.from(fromBase64Url(answer.signature, 64)),
          letters: answer.letters,
          listVersion: answer.listVersion,
          seals: answer.seals.map(({ order, memberId, sealed }) => ({
            order,
            memberId,
            sealed: Buffer.from(fromBase64Url(sealed)),
          })),
        });
        if (said !== "done") throw new DoorError(REFUSALS[said]);
        return {};
      });
    });
  }
}
