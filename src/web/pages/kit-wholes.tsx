import { useDesk } from "../desk-context.tsx";
import { Button } from "../kit/button.tsx";
import { type ClockRow, Clocks } from "../kit/clocks.tsx";
import { Journey } from "../kit/journey.tsx";
import { Letter, Offer } from "../kit/letter.tsx";
import { Log, WaitingList } from "../kit/log.tsx";
import { Tag } from "../kit/marks.tsx";
import { Facts, Section } from "../kit/section.tsx";
import { Table } from "../kit/table.tsx";
import { Two } from "../kit/two.tsx";
import { Shown } from "./kit-shown.tsx";

const HOUR_MS = 3_600_000;

export function KitLetters() {
  const { say } = useDesk();
  return (
    <Shown title={say("kit.letters")}>
      <div className="letters desk-letters">
        <Letter ours={false} from={say("letter.person")} at="22:00">
          <p>{say("kit.letter-you")}</p>
        </Letter>
        <Letter ours from="Leila Haddad" at="10:00" mark={<Tag kind="here">{say("kit.new")}</Tag>}>
          <p>{say("kit.letter-us")}</p>
        </Letter>
      </div>
      <Offer
        title={say("preview.title", { agency: "Harbour House" })}
        seenTitle={say("preview.seen", { agency: "Harbour House", purpose: say("purpose.support") })}
        seen={[say("category.contact"), say("category.needs-and-risk")]}
        unseenTitle={say("preview.unseen")}
        unseen={[say("category.account"), say("category.health")]}
      />
    </Shown>
  );
}

export function KitTwo() {
  const { say } = useDesk();
  return (
    <Shown title={say("kit.two")}>
      <Two
        title={say("kit.two-title")}
        say={say("kit.two-say")}
        signers={[
          { id: "a", standing: "done", who: "Tomas Brandt", note: say("kit.two-done") },
          { id: "b", standing: "you", who: say("you"), note: say("kit.two-until") },
        ]}
        changes={say("kit.two-changes")}
      >
        <Button kind="main" notYet={say("kit.not-yet-why")}>
          {say("kit.not-yet")}
        </Button>
      </Two>
    </Shown>
  );
}

export function KitClocks() {
  const { say, when, now } = useDesk();
  const row = (id: string, nearness: ClockRow["nearness"], hours: number): ClockRow => ({
    id,
    nearness,
    due: when.near(new Date(now().getTime() + hours * HOUR_MS)),
    left: say(hours < 0 ? "clocks.over" : "clocks.left", { length: when.length(hours * HOUR_MS) }),
    used: hours < 0 ? 1 : 0.7,
    what: say("kit.clock"),
    basis: "72 h",
    whom: (
      <a className="who" href="#clocks">
        Plover 088
      </a>
    ),
    about: say("gender.woman"),
    withWhom: "Marta Oyelaran",
    next: "",
    action: <Button small>{say("clocks.done")}</Button>,
  });
  return (
    <Shown title={say("kit.clocks")}>
      <Clocks
        titles={{
          caption: say("clocks.caption"),
          due: say("clocks.due"),
          what: say("clocks.what"),
          whom: say("clocks.whom"),
          withWhom: say("clocks.with"),
          action: say("clocks.action"),
        }}
        groups={[
          {
            id: "late",
            nearness: "late",
            title: say("clocks.passed"),
            say: say("clocks.passed-say"),
            rows: [row("a", "late", -64)],
          },
          { id: "soon", nearness: "soon", title: say("clocks.today"), rows: [row("b", "soon", 2.5)] },
          { id: "later", nearness: "later", title: say("clocks.week"), rows: [row("c", "later", 72)] },
        ]}
      />
      <WaitingList
        label={say("case.clocks")}
        entries={[
          {
            id: "a",
            icon: "clock",
            title: <a href="#clocks">{say("kit.clock")}</a>,
            note: "45",
            wait: say("kit.soon"),
            nearness: "soon",
          },
          {
            id: "b",
            icon: "tick",
            done: true,
            title: say("kit.clock-done"),
            wait: say("kit.done"),
            nearness: "done",
          },
        ]}
      />
    </Shown>
  );
}

export function KitCase() {
  const { say } = useDesk();
  const seers = [
    { id: "holder", who: <b>Harbour House</b>, basis: say("sees.holder") },
    { id: "off", who: "City Police", basis: say("sees.ended-withdrawn", { at: "09:02" }), off: true },
  ];
  return (
    <>
      <Shown title={say("kit.journey")}>
        <Journey
          label={say("kit.journey")}
          steps={[
            { id: "contact", name: say("kit.step-contact"), standing: "past", notes: ["28 Sep"] },
            { id: "referred", name: say("kit.step-referred"), standing: "past", notes: ["6 Oct"] },
            { id: "recovery", name: say("kit.step-recovery"), standing: "here", notes: ["12 Oct"] },
            { id: "inclusion", name: say("kit.step-inclusion"), standing: "ahead" },
          ]}
        />
      </Shown>
      <Shown title={say("kit.sections")}>
        <div className="sections">
          <Section
            id="kit-open"
            title={say("category.needs-and-risk")}
            meta={[
              say("section.class", { letter: "B" }),
              say("section.version", { version: 9, at: "09:12" }),
            ]}
            seesLabel={say("section.who-sees", { category: say("category.needs-and-risk") })}
            sees={seers}
          >
            <Facts
              facts={[{ id: "wants", name: say("kit.section-wants"), value: say("kit.section-value") }]}
            />
          </Section>
          <Section
            id="kit-closed"
            title={say("category.health")}
            closed
            meta={[say("section.class", { letter: "B" })]}
            seesLabel={say("section.who-sees", { category: say("category.health") })}
            sees={seers.slice(0, 1)}
          >
            <p>
              <strong>{say("closed.to-you")}</strong> {say("refusal.role")} {say("closed.nothing-shown")}
            </p>
          </Section>
        </div>
      </Shown>
      <Shown title={say("kit.log")}>
        <Log
          label={say("kit.log")}
          entries={[
            { id: "a", at: "09:12", iso: "2026-11-23T09:12:00Z", text: say("kit.log-read") },
            {
              id: "b",
              at: "11:40",
              iso: "2026-11-19T11:40:00Z",
              text: (
                <>
                  {say("kit.log-refused")} <Tag kind="closed">{say("looks.stayed-closed")}</Tag>
                </>
              ),
            },
          ]}
        />
      </Shown>
    </>
  );
}

export function KitTable() {
  const { say } = useDesk();
  return (
    <Shown title={say("kit.table")}>
      <Table
        caption={say("kit.table")}
        rows={[
          { name: "Curlew 127", count: 4 },
          { name: "Heron 052", count: 11 },
        ]}
        keyOf={({ name }) => name}
        columns={[
          { id: "name", title: say("cases.name"), heads: true, cell: ({ name }) => name },
          { id: "count", title: say("case.clocks"), number: true, cell: ({ count }) => count },
        ]}
      />
    </Shown>
  );
}
