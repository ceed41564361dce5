import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { Dialog } from "../../../web/kit/dialog.tsx";
import { Said, TextField } from "../../../web/kit/field.tsx";
import { Note, Tag } from "../../../web/kit/marks.tsx";
import { Empty } from "../../../web/kit/states.tsx";
import { Table } from "../../../web/kit/table.tsx";
import { useNotices } from "../../../web/kit/toast.tsx";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import type { OwnService, ServiceChange } from "../own.ts";

interface OwnServices {
  readonly services: readonly OwnService[];
  /** Nothing was left out. */
  readonly isAll: boolean;
}

/** What this agency has in the directory: what is free, closed, hidden, and when somebody last made sure of it. */
export function ServicesPage() {
  const { say } = useDesk();
  const { api } = useSession();
  useTitle(say("services.title"));
  const [words, setWords] = useState("");
  const found = useQuery({
    queryKey: ["own-services", words.trim()],
    queryFn: ({ signal }) =>
      api.get<OwnServices>(`/api/own-services?search=${encodeURIComponent(words.trim())}`, signal),
    placeholderData: (before) => before,
  });
  return (
    <>
      <header className="desk-head">
        <div>
          <h1>{say("services.title")}</h1>
          <p className="quiet">{say("services.lead")}</p>
        </div>
      </header>
      <div className="stack stack-5">
        <TextField
          label={say("services.search")}
          type="search"
          value={words}
          onText={setWords}
          maxLength={100}
        />
        <Answer query={found} loading={say("services.loading")}>
          {({ services, isAll }) => (
            <>
              {!isAll && (
                <Note kind="soon">
                  <p>{say("services.more", { count: services.length })}</p>
                </Note>
              )}
              <Services services={services} isSearched={words.trim() !== ""} />
            </>
          )}
        </Answer>
      </div>
    </>
  );
}

function Services({ services, isSearched }: { services: readonly OwnService[]; isSearched: boolean }) {
  const { say, when } = useDesk();
  const [opened, setOpened] = useState<string | null>(null);
  const change = useChange();
  const service = services.find(({ id }) => id === opened);
  if (services.length === 0) {
    return (
      <Empty title={say(isSearched ? "services.none-found" : "services.none")}>
        {!isSearched && say("services.none-say")}
      </Empty>
    );
  }
  const day = (date: string | null) =>
    date ? when.day(new Date(`${date.slice(0, 10)}T12:00:00Z`)) : say("services.never");
  return (
    <>
      <Table
        caption={say("services.title")}
        rows={services}
        keyOf={({ id }) => id}
        columns={[
          {
            id: "name",
            title: say("services.name"),
            heads: true,
            cell: (one) => (
              <>
                <bdi>{one.name}</bdi> <Standing service={one} />
              </>
            ),
          },
          {
            id: "free",
            title: say("services.free"),
            cell: (one) => (
              <>
                {one.free === null
                  ? say("services.not-counted")
                  : one.total === null
                    ? say("services.free-places", { free: one.free })
                    : say("services.free-of", { free: one.free, total: one.total })}
                {one.countedAt && (
                  <small>{say("services.counted", { at: when.near(new Date(one.countedAt)) })}</small>
                )}
              </>
            ),
          },
          {
            id: "assured",
            title: say("services.assured"),
            cell: (one) => (
              <>
                {day(one.assuredOn)}
                {one.reviewedOn && <small>{say("services.reviewed", { day: day(one.reviewedOn) })}</small>}
              </>
            ),
          },
          {
            id: "act",
            title: <span className="sr">{say("services.act")}</span>,
            cell: (one) => (
              <span className="answers">
                <Button
                  small
                  onClick={() => setOpened(one.id)}
                  aria-label={say("services.change-of", { name: one.name })}
                >
                  {say("services.change")}
                </Button>
                <Button
                  small
                  kind="plain"
                  busy={change.isPending && change.variables?.service.id === one.id}
                  aria-label={say("services.assure-of", { name: one.name })}
                  onClick={() =>
                    change.mutate({ service: one, change: { ...asChange(one), isAssured: true } })
                  }
                >
                  {say("services.assure")}
                </Button>
              </span>
            ),
          },
        ]}
      />
      <Said wrong={change.error && !service ? sayProblem(say, change.error) : undefined} />
      {service && (
        <Change key={service.version} service={service} change={change} onClose={() => setOpened(null)} />
      )}
    </>
  );
}

/** What stands now, as a change that changes nothing. */
const asChange = ({ status, isHidden, free, total }: OwnService): ServiceChange => ({
  status: status === "temporarily closed" ? "temporarily closed" : "active",
  ...{ isHidden, free, total, isAssured: false },
});

function Standing({ service }: { service: OwnService }) {
  const { say } = useDesk();
  if (service.isHidden) return <Tag kind="line">{say("services.hidden")}</Tag>;
  if (service.status !== "active") return <Tag kind="soon">{say("services.closed")}</Tag>;
  return service.isPublished ? null : <Tag kind="line">{say("services.unpublished")}</Tag>;
}

type Changing = ReturnType<typeof useChange>;

function useChange() {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  return useMutation({
    mutationFn: ({ service, change }: { service: OwnService; change: ServiceChange }) =>
      api.send<OwnService>("PUT", `/api/own-services/${service.id}`, {
        body: change,
        match: `"${service.version}"`,
      }),
    onSuccess: () => tell({ text: say("services.kept") }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["own-services"] }),
  });
}

const readPlaces = (typed: string): number | null | undefined => {
  const text = typed.trim();
  if (text === "") return null;
  return /^[0-9]{1,6}$/.test(text) && Number(text) <= 100_000 ? Number(text) : undefined;
};

function Change({
  service,
  change,
  onClose,
}: {
  service: OwnService;
  change: Changing;
  onClose: () => void;
}) {
  const { say } = useDesk();
  const [free, setFree] = useState(service.free === null ? "" : String(service.free));
  const [total, setTotal] = useState(service.total === null ? "" : String(service.total));
  const [isClosed, setClosed] = useState(service.status === "temporarily closed");
  const [isHidden, setHidden] = useState(service.isHidden);
  const [isAssured, setAssured] = useState(false);
  const [isTried, setTried] = useState(false);
  const [freePlaces, allPlaces] = [readPlaces(free), readPlaces(total)];
  const send = (event: { preventDefault(): void }): void => {
    event.preventDefault();
    setTried(true);
    if (freePlaces === undefined || allPlaces === undefined) return;
    const status = isClosed ? "temporarily closed" : "active";
    change.mutate(
      { service, change: { status, isHidden, free: freePlaces, total: allPlaces, isAssured } },
      { onSuccess: onClose },
    );
  };
  const wrong = (places: number | null | undefined) =>
    isTried && places === undefined ? say("services.not-a-count") : undefined;
  return (
    <Dialog open onClose={onClose} title={<bdi>{service.name}</bdi>} closeLabel={say("services.leave")}>
      <form className="stack stack-4" onSubmit={send} noValidate>
        <TextField
          label={say("services.free-label")}
          why={say("services.free-why")}
          inputMode="numeric"
          value={free}
          onText={setFree}
          wrong={wrong(freePlaces)}
        />
        <TextField
          label={say("services.total-label")}
          inputMode="numeric"
          value={total}
          onText={setTotal}
          wrong={wrong(allPlaces)}
        />
        {(
          [
            ["services.closed-label", "services.closed-why", isClosed, setClosed],
            ["services.hidden-label", "services.hidden-why", isHidden, setHidden],
            ["services.assured-label", "services.assured-why", isAssured, setAssured],
          ] as const
        ).map(([label, why, checked, set]) => (
          <label key={label} className="pick-one">
            <input type="checkbox" checked={checked} onChange={(event) => set(event.currentTarget.checked)} />
            <span>
              {say(label)}
              <span className="why">{say(why)}</span>
            </span>
          </label>
        ))}
        <Said wrong={change.error ? sayProblem(say, change.error) : undefined} />
        <div className="answers">
          <Button kind="main" type="submit" busy={change.isPending}>
            {say("services.keep")}
          </Button>
          <Button onClick={onClose}>{say("services.leave")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
