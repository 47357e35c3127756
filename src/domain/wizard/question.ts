export interface Choice {
  value: string;
  label: string;
  /** Shown dimmed beside the label. */
  hint?: string;
  disabled?: string;
}

interface QuestionBase {
  /** Setting key, or a step such as `confirm`. */
  key: string;
  message: string;
  /** The flag that answers it, such as `--vpc`; shown with the question. */
  flag?: string;
  /** `false` where there is no question before; by default the prompter knows. */
  canGoBack?: boolean;
}

/** What to ask next: data, so that the wizard's order is tested without a terminal. */
export type Question =
  | (QuestionBase & { kind: 'select'; choices: readonly Choice[]; default?: string })
  | (QuestionBase & { kind: 'checkbox'; choices: readonly Choice[]; defaults: readonly string[] })
  | (QuestionBase & { kind: 'input'; default?: string; problem: (text: string) => string | undefined })
  | (QuestionBase & { kind: 'secret'; problem: (text: string) => string | undefined })
  | (QuestionBase & { kind: 'confirm'; default: boolean });

/** `back` returns to the question before. */
export type Answer = { kind: 'value'; value: string | readonly string[] | boolean } | { kind: 'back' };
