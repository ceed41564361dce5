import { WITHDRAWAL } from "../../../../core/access/withdrawal.ts";
import { useDesk } from "../../../../web/desk-context.tsx";

/** The house's own table of what a withdrawal means: a row for each thing that there is. */
export function WithdrawalMeans({ title }: { title: string }) {
  const { say } = useDesk();
  return (
    <section className="stack stack-2">
      <h3>{title}</h3>
      <ul className="plain-list small">
        {WITHDRAWAL.map(({ name }) => (
          <li key={name}>{say(`stop-all.${name}`)}</li>
        ))}
      </ul>
    </section>
  );
}
