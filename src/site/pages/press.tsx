import type { FC } from 'hono/jsx';

/** A form that is nothing but a button: pressing it is what acts, looking at the page never does. */
export interface Press {
  /** Where it posts to; empty: to the address of the page. */
  readonly action: string;
  /** Fields sent along. */
  readonly fields?: Readonly<Record<string, string>>;
}

export const PressButton: FC<{ press: Press; label: string; quiet?: boolean }> = ({
  press,
  label,
  quiet,
}) => (
  <form method="post" action={press.action === '' ? undefined : press.action}>
    {Object.entries(press.fields ?? {}).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button type="submit" class={quiet === true ? 'quiet-button' : 'big-button'}>
      {label}
    </button>
  </form>
);
