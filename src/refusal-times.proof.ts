import { performance } from "node:perf_hooks";
import type { Proof } from "../tools/proof/contract.ts";
import { registerIdentity } from "./core/identity/index.ts";
import { toBase64Url } from "./core/keys/index.ts";
import { testRandom } from "./core/testing.ts";
import { testCare } from "./modules/care/testing.ts";

const SIGN_INS = 150;
const PAIRS = 300;
/** What is asked twice without a difference is told apart by chance as far as this. */
const SHIFT_MAX = 0.1;
/** Less than a network between two machines of one city hides. */
const DIFFERENCE_MAX_MS = 0.15;
const PLANTED_MS = 0.5;

interface Measured {
  /** Chance that the first takes longer than the second (Mann and Whitney 1947), less a half. */
  readonly shift: number;
  /** Of the medians. */
  readonly differenceMs: number;
  readonly medianMs: number;
}

/**
 * Both asked in turn, in an order that a coin decides, so that whatever else the machine does falls on both alike.
 * Warm: the first tenth is not counted.
 */
async function measure(
  pairs: number,
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
  before: () => Promise<unknown> = async () => {},
): Promise<Measured> {
  const times: [number[], number[]] = [[], []];
  const asks = [first, second] as const;
  for (let nth = -Math.ceil(pairs / 10); nth < pairs; nth++) {
    const heads = (testRandom(1)[0] ?? 0) % 2;
    for (const which of heads ? ([0, 1] as const) : ([1, 0] as const)) {
      await before();
      const began = performance.now();
      await asks[which]();
      if (nth >= 0) times[which].push(performance.now() - began);
    }
  }
  const medians = times.map(medianOf);
  return {
    shift: chanceOfLonger(...times) - 0.5,
    differenceMs: (medians[0] ?? 0) - (medians[1] ?? 0),
    medianMs: medians[1] ?? 0,
  };
}

const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function chanceOfLonger(left: readonly number[], right: readonly number[]): number {
  let longer = 0;
  for (const one of left) for (const other of right) longer += one > other ? 1 : one === other ? 0.5 : 0;
  return longer / (left.length * right.length);
}

const isTold = ({ shift, differenceMs }: Measured): boolean =>
  Math.abs(shift) > SHIFT_MAX && Math.abs(differenceMs) > DIFFERENCE_MAX_MS;

export const proof: Proof = {
  name: "refusal-times",
  bar: `two refusals that must look alike are not told apart by time: not both a shift over ${SHIFT_MAX} and medians more than ${DIFFERENCE_MAX_MS} ms apart; ${PLANTED_MS} ms that were planted are found`,
  run: async (log) => {
    const care = await testCare();
    const { house } = care;
    try {
      registerIdentity(house.app, house.house);
      const post = (url: string, payload: object) =>
        house.app.inject({
          method: "POST",
          url,
          payload,
          headers: { host: "leeward.test", origin: house.origin },
        });
      /** So that neither the limit of tries nor the work under load answers instead. */
      const forget = async () => {
        house.clock.now = new Date(house.clock.now.getTime() + 2_000);
        await house.owner.query("delete from http.attempt");
      };
      const answered = (status: number) => async (answer: Promise<{ statusCode: number; body: string }>) => {
        const { statusCode, body } = await answer;
        if (statusCode !== status) throw new Error(`${statusCode} instead of ${status}: ${body}`);
      };
      const agencyId = await house.addAgency({ name: "Timed", kind: "ngo" });
      const member = await house.addMember({
        agencyId,
        name: "Timed",
        roles: ["caseworker"],
        password: "still water",
      });
      const signIn = (email: string) =>
        post("/api/sign-in", { email, authSecret: toBase64Url(testRandom(32)) });
      const figures: Record<string, number | string> = {};
      const told: string[] = [];
      const note = (what: string, measured: Measured): Measured => {
        const { shift, differenceMs, medianMs } = measured;
        log(`${what}: shift ${shift.toFixed(3)}, ${differenceMs.toFixed(3)} ms of ${medianMs.toFixed(2)} ms`);
        figures[`${what}Shift`] = Number(shift.toFixed(3));
        figures[`${what}DifferenceMs`] = Number(differenceMs.toFixed(3));
        if (isTold(measured)) told.push(what);
        return measured;
      };

      note(
        "signIn",
        await measure(
          SIGN_INS,
          () => answered(401)(signIn("nobody@timed.test")),
          () => answered(401)(signIn(member.email)),
          forget,
        ),
      );

      const person = await care.addPerson();
      const opened = await care.openCase(person);
      const look = (id: string) =>
        house.app.inject({
          url: `/api/cases/${id}`,
          headers: { ...care.police.headers(), "leeward-purpose": "investigation" },
        });
      note(
        "case",
        await measure(
          PAIRS,
          () => answered(404)(look(crypto.randomUUID())),
          () => answered(404)(look(opened.id)),
        ),
      );

      const section = (id: string) =>
        house.app.inject({
          url: `/api/cases/${id}/sections/account`,
          headers: { ...care.police.headers(), "leeward-purpose": "investigation" },
        });
      note(
        "section",
        await measure(
          PAIRS,
          () => answered(404)(section(crypto.randomUUID())),
          () => answered(404)(section(opened.id)),
        ),
      );

      const stranger = `${toBase32Letters(25)}a`;
      const visit = async (address: string) => {
        const { nonce } = (await post("/api/words/challenge", { address })).json();
        return post("/api/words/session", { address, nonce, signature: toBase64Url(testRandom(64)) });
      };
      note(
        "mailbox",
        await measure(
          PAIRS,
          () => answered(401)(visit(stranger)),
          () => answered(401)(visit(person.address)),
          forget,
        ),
      );

      const planted = await measure(
        PAIRS,
        async () => {
          await answered(404)(look(opened.id));
          const until = performance.now() + PLANTED_MS;
          while (performance.now() < until);
        },
        () => answered(404)(look(opened.id)),
      );
      log(`planted: shift ${planted.shift.toFixed(3)}, ${planted.differenceMs.toFixed(3)} ms`);
      return {
        passed: told.length === 0 && isTold(planted),
        figures: {
          ...figures,
          plantedShift: Number(planted.shift.toFixed(3)),
          told: told.join(", ") || "none",
        },
      };
    } finally {
      await care.stop();
    }
  },
};

const toBase32Letters = (count: number): string =>
  [...testRandom(count)].map((byte) => "abcdefghijklmnopqrstuvwxyz234567"[byte % 32]).join("");
