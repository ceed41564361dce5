import type { ReactNode } from "react";

/** One part of the kit's page. */
export function Shown({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="stack stack-4">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
