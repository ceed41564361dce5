import { useQuery } from "@tanstack/react-query";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Part } from "../../../web/kit/log.tsx";
import { Empty } from "../../../web/kit/states.tsx";
import { Table } from "../../../web/kit/table.tsx";
import { useSession } from "../../../web/session/session.tsx";

type Figure = "begun" | "within-4" | "within-24" | "within-72" | "later" | "unanswered" | "calls";
interface Month {
  readonly month: string;
  readonly figures: Readonly<Record<Figure, number | null>>;
}

const FIGURES: readonly Figure[] = [
  "begun",
  "within-4",
  "within-24",
  "within-72",
  "later",
  "unanswered",
  "calls",
];

/** For supervisors: by month and in fives, so that no conversation can be read out of it. */
export function FiguresPart() {
  const { say, when } = useDesk();
  const { api } = useSession();
  const figures = useQuery({
    queryKey: ["inbox-figures"],
    queryFn: ({ signal }) => api.get<{ months: readonly Month[] }>("/api/inbox-figures", signal),
  });
  return (
    <Part id="figures" title={say("figures.title")}>
      <p className="part-body quiet">{say("figures.why")}</p>
      <Answer query={figures} loading={say("figures.loading")}>
        {({ months }) =>
          months.length === 0 ? (
            <Empty title={say("figures.none")}>{say("figures.none-say")}</Empty>
          ) : (
            <Table
              caption={say("figures.title")}
              rows={months}
              keyOf={({ month }) => month}
              columns={[
                {
                  id: "month",
                  title: say("figures.month"),
                  heads: true,
                  cell: ({ month }) => when.month(month),
                },
                ...FIGURES.map((figure) => ({
                  id: figure,
                  title: say(`figures.${figure}`),
                  number: true,
                  cell: ({ figures: of }: Month) => {
                    const atLeast = of[figure];
                    return atLeast === null
                      ? say("figures.few")
                      : say("figures.at-least", { from: atLeast, to: atLeast + 4 });
                  },
                })),
              ]}
            />
          )
        }
      </Answer>
    </Part>
  );
}
