import { useDesk } from "../desk-context.tsx";
import { TextField } from "../kit/field.tsx";

/** Long beats strange: NIST SP 800-63B asks for length and no rules of kinds of characters. */
export const PASSWORD_LENGTH_MIN = 14;

export interface NewPasswordWrong {
  readonly password?: string;
  readonly again?: string;
}

/** A new password, typed twice. */
export function NewPassword(props: {
  label: string;
  password: string;
  again: string;
  wrong: NewPasswordWrong;
  onPassword: (text: string) => void;
  onAgain: (text: string) => void;
}) {
  const { label, password, again, wrong, onPassword, onAgain } = props;
  const { say } = useDesk();
  return (
    <>
      <TextField
        label={label}
        why={say("join.password-why")}
        type="password"
        autoComplete="new-password"
        dir="ltr"
        value={password}
        onText={onPassword}
        wrong={wrong.password}
      />
      <TextField
        label={say("join.again")}
        type="password"
        autoComplete="new-password"
        dir="ltr"
        value={again}
        onText={onAgain}
        wrong={wrong.again}
      />
    </>
  );
}
