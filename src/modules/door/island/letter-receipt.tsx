/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import { sayFailure } from "./failures.ts";
import { type Said, Status } from "./parts.tsx";
import type { RoomProps } from "./rooms.tsx";
import { WrongReceiptError } from "./visit.ts";

/** A proof of filing for a letter of one's own: asked for, never kept by the page. */
export function LetterReceipt({ room, order }: { readonly room: RoomProps; readonly order: number }) {
  const { ground, withVisit } = room;
  const { say, emergency } = ground;
  const [receipt, setReceipt] = useState<string | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const show = async (): Promise<void> => {
    setSaid({ kind: "busy", lines: [say("receipt-asking")] });
    try {
      setReceipt(await withVisit((visit) => visit.receipt(order)));
      setSaid(null);
    } catch (error) {
      const lines =
        error instanceof WrongReceiptError
          ? [say("receipt-wrong")]
          : sayFailure(error, say, emergency, "receipt-failed");
      setSaid({ kind: "bad", lines });
    }
  };
  return (
    <details class="more">
      <summary>{say("receipt-title")}</summary>
      <div class="stack">
        <p>{say("receipt-why")}</p>
        {receipt === null ? (
          <button type="button" class="btn" onClick={() => void show()}>
            {say("receipt-show")}
          </button>
        ) : (
          <Shown receipt={receipt} say={say} order={order} />
        )}
        <Status said={said} />
      </div>
    </details>
  );
}

function Shown(props: {
  readonly receipt: string;
  readonly say: RoomProps["ground"]["say"];
  readonly order: number;
}) {
  const { receipt, say, order } = props;
  const [address] = useState(() =>
    URL.createObjectURL(new Blob([receipt], { type: "text/plain;charset=utf-8" })),
  );
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  const id = `receipt-${order}`;
  return (
    <>
      <div class="field">
        <label for={id}>{say("receipt-label")}</label>
        <textarea class="input" id={id} rows={6} dir="ltr" autocomplete="off" readOnly value={receipt} />
      </div>
      {/* The name of the file says nothing of us. */}
      <a class="btn" href={address} download="note.txt">
        {say("receipt-save")}
      </a>
      <p class="small quiet">{say("receipt-check")}</p>
    </>
  );
}
