import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Allowed, AllowedConsent, AllowedOrder } from "../../../../web/api/allowed-answers.ts";
import type { Case } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { Said } from "../../../../web/kit/field.tsx";
import { Tag } from "../../../../web/kit/marks.tsx";
import { Table } from "../../../../web/kit/table.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { sayCategories, sayPurpose } from "../../../../web/texts/names.ts";
import { AlsoDoneTo } from "../pair/also-done-to.tsx";
import { WithdrawalMeans } from "./withdrawal-means.tsx";
import { sayReads } from "./words.ts";

/** The consents of a case that run: what stopping all sharing would end. */
export const listRunning = (consents: readonly AllowedConsent[], now: Date): AllowedConsent[] =>
  consents.filter(({ withdrawnAt, until }) => withdrawnAt === null && Date.parse(until) > now.getTime());

/** One act for all that rests on a yes, with what ends, what stays and what that means before it is done. */
export function StopAll(props: { file: Case; allowed: Allowed; open: boolean; onClose: () => void }) {
  const { file, allowed, open, onClose } = props;
  const { say, now } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const stop = useMutation({
    mutationFn: () => api.send("POST", `/api/cases/${file.id}/pause`),
    onSuccess: async () => {
      onClose();
      tell({ text: say("stop-all.done") });
      await queries.invalidateQueries({ queryKey: ["case", file.id] });
    },
  });
  const stays = allowed.orders.filter(
    ({ endedAt, until }) => endedAt === null && Date.parse(until) > now().getTime(),
  );
  return (
    <Dialog open={open} onClose={onClose} title={say("stop-all.title")} closeLabel={say("close")}>
      <div className="stack stack-4">
        <p>{say("stop-all.say")}</p>
        <AlsoDoneTo file={file} sayIt={(aliases) => say("stop-all.pairs", { aliases })} />
        <Ends consents={listRunning(allowed.consents, now())} />
        {stays.length > 0 && <Stays orders={stays} />}
        <WithdrawalMeans title={say("stop-all.means")} />
        <Said wrong={stop.isError && sayProblem(say, stop.error)} />
        <div className="row">
          <Button kind="danger" busy={stop.isPending} onClick={() => stop.mutate()}>
            {say("stop-all.yes")}
          </Button>
          <Button onClick={onClose}>{say("cancel")}</Button>
        </div>
      </div>
    </Dialog>
  );
}

function Ends({ consents }: { consents: readonly AllowedConsent[] }) {
  const desk = useDesk();
  const { say } = desk;
  return (
    <section className="stack stack-2">
      <h3>{say("stop-all.ends")}</h3>
      <Table
        caption={say("stop-all.ends")}
        rows={consents}
        keyOf={({ id }) => id}
        columns={[
          {
            id: "who",
            title: say("allowed.who"),
            heads: true,
            cell: ({ agency, purpose }) => (
              <>
                {agency.name}
                <small>{sayPurpose(say, purpose)}</small>
              </>
            ),
          },
          {
            id: "what",
            title: say("allowed.what"),
            cell: ({ categories }) => sayCategories(desk, categories),
          },
          { id: "read", title: say("allowed.read"), cell: ({ reads }) => sayReads(desk, reads) },
        ]}
      />
    </section>
  );
}

function Stays({ orders }: { orders: readonly AllowedOrder[] }) {
  const desk = useDesk();
  const { say, when, now } = desk;
  return (
    <section className="stack stack-2">
      <h3>{say("stop-all.stays")}</h3>
      <ul className="plain-list small">
        {orders.map(({ id, authority, article, categories, agency, deferredUntil, court }) => (
          <li key={id}>
            {authority} ({article}): {sayCategories(desk, categories)}.{" "}
            {agency && say("stop-all.stays-opens", { agency: agency.name })}{" "}
            {/* The member reads this with the person beside them: what a court keeps from the person is marked. */}
            {deferredUntil && Date.parse(deferredUntil) > now().getTime() && (
              <Tag kind="soon">
                {say("order.deferred", { court: court ?? "", day: when.day(deferredUntil) })}
              </Tag>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
