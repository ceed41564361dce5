import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";

/** A code that is shown this once, for someone's own browser. */
export function CodeDialog(props: {
  code: string | undefined;
  open: boolean;
  onClose: () => void;
  title: string;
  about: string;
  rules: string;
}) {
  const { code, open, onClose, title, about, rules } = props;
  const { say } = useDesk();
  return (
    <Dialog open={open} onClose={onClose} title={title} closeLabel={say("close")}>
      <div className="stack stack-4">
        <p>{about}</p>
        <p className="mono" dir="ltr">
          <strong>{code?.replaceAll(/(\d{4})(?=\d)/g, "$1 ")}</strong>
        </p>
        <p className="small quiet">{rules}</p>
        <div className="row">
          <Button kind="main" onClick={onClose}>
            {say("words-reset.given")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
