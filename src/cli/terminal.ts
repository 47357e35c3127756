import { GlfrError } from '../domain/error.ts';
import type { GlfrEvent } from '../domain/event.ts';
import { exitCode } from '../domain/exit-code.ts';
import type { Prompter } from '../operations/ports.ts';

/** `value`: one result. `stream`: events, then the result. `lines`: the command writes its lines itself. */
export type Output = 'value' | 'stream' | 'lines';

interface Options {
  output: Output;
  json: boolean;
  sandbox: boolean;
  color?: boolean | undefined;
  yes?: boolean | undefined;
  now: () => number;
  signal: AbortSignal;
}

interface Terminal {
  view: { handle(event: GlfrEvent): void; release(): Promise<void> };
  prompter: Prompter;
}

/** Colours unless the user is against them. */
export const usesColour = (flags: { color?: boolean | undefined }): boolean =>
  flags.color !== false && !process.env.NO_COLOR;

/** Who shows and who asks. A command with a single value does neither, and loads nothing for it. */
export async function openTerminal(options: Options): Promise<Terminal> {
  const { stdout, stderr, stdin } = process;
  const { output, json, sandbox, now, signal } = options;
  if (output === 'value') return silentTerminal(sandbox);
  const isTty = stderr.isTTY === true && !process.env.CI;
  const colour = usesColour(options);
  const [{ createView }, { createPrompter }] = await Promise.all([
    import('../ui/view.ts'),
    import('../ui/prompt/prompter.ts'),
  ]);
  const view = await createView({
    mode: output !== 'stream' ? 'plain' : json ? 'ndjson' : isTty ? 'tty' : 'plain',
    ...{ stdout, stderr, sandbox, now, colour: colour && stderr.isTTY === true },
    ...{ columns: isTty ? (stderr.columns ?? 80) : Number.POSITIVE_INFINITY, rows: stderr.rows ?? 24 },
  });
  const interactive = isTty && stdin.isTTY === true && !options.yes && !json;
  return { view, prompter: createPrompter({ view, interactive, stdin, stderr, signal, colour }) };
}

async function silentTerminal(sandbox: boolean): Promise<Terminal> {
  if (sandbox)
    process.stderr.write(
      `${(await import('../ui/blocks/banner.ts')).bannerFor(process.stderr.columns ?? 80)}\n`,
    );
  return {
    view: { handle: () => {}, release: async () => {} },
    prompter: { interactive: false, ask: () => Promise.reject(nobody) },
  };
}

const nobody = new GlfrError({
  code: 'input.needed',
  message: 'This command asks nothing.',
  exitCode: exitCode.usage,
});
