import { useState } from "react";
import { useDesk } from "../desk-context.tsx";
import { Button } from "../kit/button.tsx";
import { ChecksField, RadiosField } from "../kit/choices-field.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { SelectField, TextArea, TextField } from "../kit/field.tsx";
import { Flag, Note, Tag } from "../kit/marks.tsx";
import { Menu, Pick } from "../kit/menu.tsx";
import { Qr } from "../kit/qr.tsx";
import { Seg } from "../kit/seg.tsx";
import { Empty, Failed, Loading, Offline } from "../kit/states.tsx";
import { Switch } from "../kit/switch.tsx";
import { useNotices } from "../kit/toast.tsx";
import { Shown } from "./kit-shown.tsx";

export function KitActs() {
  const { say } = useDesk();
  const [seg, setSeg] = useState<"mine" | "all">("mine");
  return (
    <Shown title={say("kit.buttons")}>
      <div className="row">
        <Button kind="main">{say("kit.main")}</Button>
        <Button icon="print">{say("kit.other")}</Button>
        <Button kind="plain">{say("kit.plain")}</Button>
        <Button kind="danger">{say("kit.danger")}</Button>
      </div>
      <div className="row">
        <Button busy>{say("kit.busy")}</Button>
        <Button small>{say("kit.small")}</Button>
        <Button kind="main" notYet={say("kit.not-yet-why")}>
          {say("kit.not-yet")}
        </Button>
      </div>
      <div>
        <Seg
          label={say("kit.seg")}
          value={seg}
          options={[
            { value: "mine", label: say("today.mine") },
            { value: "all", label: say("today.team") },
          ]}
          onChoose={setSeg}
        />
      </div>
    </Shown>
  );
}

export function KitMarks() {
  const { say } = useDesk();
  return (
    <Shown title={say("kit.status")}>
      <div className="row">
        <Tag kind="late">{say("kit.late")}</Tag>
        <Tag kind="soon">{say("kit.soon")}</Tag>
        <Tag kind="done">{say("kit.done")}</Tag>
        <Tag kind="here">{say("kit.new")}</Tag>
        <Tag kind="closed">{say("kit.closed")}</Tag>
        <Tag kind="line">{say("kit.line")}</Tag>
      </div>
      <ul className="flags" aria-label={say("kit.flags")}>
        <Flag icon="phone">{say("kit.flag-danger")}</Flag>
        <Flag icon="flag" kind="soon">
          {say("kit.flag-soon")}
        </Flag>
        <Flag icon="lock" kind="plain">
          {say("kit.flag-plain")}
        </Flag>
      </ul>
      <Note>{say("kit.note-calm")}</Note>
      <Note kind="soon">{say("kit.note-soon")}</Note>
      <Note kind="danger">{say("kit.note-danger")}</Note>
    </Shown>
  );
}

export function KitFields() {
  const { say } = useDesk();
  const [hours, setHours] = useState(say("kit.hours-value"));
  const [visit, setVisit] = useState("31 Nov 2026");
  const [name, setName] = useState("Curlew 127");
  const [wants, setWants] = useState("");
  const [level, setLevel] = useState<"low" | "high">("low");
  const [who, setWho] = useState<readonly string[]>(["sister"]);
  const [one, setOne] = useState("sister");
  const [on, setOn] = useState(true);
  const people = [
    { value: "sister", label: say("kit.sister") },
    { value: "friend", label: say("kit.friend"), why: say("kit.friend-why") },
    { value: "employer", label: say("kit.closed-choice"), notYet: say("kit.closed-choice-why") },
  ];
  return (
    <Shown title={say("kit.fields")}>
      <TextField label={say("kit.hours")} why={say("kit.hours-why")} value={hours} onText={setHours} />
      <TextField label={say("kit.visit")} value={visit} onText={setVisit} wrong={say("kit.visit-wrong")} />
      <TextField label={say("kit.right")} value={name} onText={setName} right={say("kit.right-said")} />
      <TextArea label={say("kit.notes-field")} value={wants} onText={setWants} />
      <SelectField
        label={say("kit.level")}
        value={level}
        options={[
          { value: "low", label: say("kit.level-low") },
          { value: "high", label: say("kit.level-high") },
        ]}
        onChoose={setLevel}
      />
      <ChecksField label={say("kit.who-knows")} choices={people} values={who} onChoose={setWho} />
      <RadiosField label={say("kit.who-knows")} choices={people} value={one} onChoose={setOne} />
      <Switch
        label={say("kit.switch")}
        told={say("kit.switch-told")}
        on={on}
        words={{ on: say("on"), off: say("off") }}
        onSwitch={setOn}
      />
    </Shown>
  );
}

export function KitOver() {
  const { say } = useDesk();
  const tell = useNotices();
  const [open, setOpen] = useState(false);
  const [purpose, setPurpose] = useState<"support" | "remedy">("support");
  const close = () => setOpen(false);
  return (
    <Shown title={say("kit.over")}>
      <div className="row">
        <Button onClick={() => setOpen(true)}>{say("kit.open-dialog")}</Button>
        <Menu
          label={say("kit.menu")}
          icon="menu"
          entries={[
            { id: "one", label: say("kit.main"), chosen: true, act: () => {} },
            { id: "two", label: say("kit.other"), act: () => {} },
          ]}
        />
        <Button onClick={() => tell({ text: say("kit.told") })}>{say("kit.tell")}</Button>
      </div>
      <p className="row">
        {say("kit.purpose")}{" "}
        <Pick
          label={say("kit.purpose")}
          value={purpose}
          options={[
            { value: "support", label: say("purpose.support"), why: say("purpose-why.support") },
            { value: "remedy", label: say("purpose.remedy"), why: say("purpose-why.remedy") },
          ]}
          onPick={setPurpose}
        />
      </p>
      <Qr text="otpauth://totp/kit?secret=JBSWY3DPEHPK3PXP" label={say("kit.qr")} />
      <Dialog open={open} onClose={close} title={say("kit.dialog-title")} closeLabel={say("close")}>
        <div className="stack stack-4">
          <p>{say("clocks.passed-say")}</p>
          <div className="row">
            <Button kind="main" onClick={close}>
              {say("kit.main")}
            </Button>
            <Button onClick={close}>{say("cancel")}</Button>
          </div>
        </div>
      </Dialog>
    </Shown>
  );
}

export function KitStates() {
  const { say } = useDesk();
  return (
    <Shown title={say("kit.states")}>
      <Empty title={say("kit.empty")}>{say("kit.empty-say")}</Empty>
      <Loading>{say("kit.loading")}</Loading>
      <Failed
        what={say("kit.failed")}
        kept={say("kit.failed-kept")}
        again={() => {}}
        againLabel={say("try-again")}
      />
      <Offline title={say("offline.title")}>{say("offline.say")}</Offline>
    </Shown>
  );
}
