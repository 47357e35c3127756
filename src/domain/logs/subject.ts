import { listField, numberField, textField } from '../runner/fields.ts';
import type { RunnerLine } from '../runner/runner-line.ts';

/** What a line is about. */
export interface Subject {
  job?: number | undefined;
  /** Numeric id. */
  project?: number | undefined;
  projectPath?: string | undefined;
  /** Instance id, or the machine's name with docker-machine. */
  executor?: string | undefined;
  /** Of a line about several. */
  executors?: readonly string[] | undefined;
}

/** Which job of which project on which executor, as far as the line itself says. */
export function subjectOf(line: RunnerLine): Subject {
  const executors = listField(line, 'instances');
  return {
    job: numberField(line, 'job'),
    project: numberField(line, 'project'),
    projectPath: textField(line, 'project_full_path') ?? pathOf(textField(line, 'repo_url')),
    executor: executorOf(line) ?? executors[0],
    executors,
  };
}

function executorOf(line: RunnerLine): string | undefined {
  const instance = textField(line, 'instance-id') ?? textField(line, 'instance');
  if (instance !== undefined) return instance;
  const id = textField(line, 'id');
  if (id !== undefined && line.fields.subsystem !== undefined) return id;
  return machineOf(textField(line, 'name')) ?? machineOf(textField(line, 'machine'));
}

/** `name` is a machine only with docker-machine; else it is the manager's own host. */
const machineOf = (name: string | undefined): string | undefined =>
  name?.startsWith('runner-') || /-\d{10}-[0-9a-f]{8}$/.test(name ?? '') ? name : undefined;

/** `https://gitlab.example.com/acme/docs.git` → `acme/docs`. A credential before the host is left out. */
const pathOf = (url: string | undefined): string | undefined =>
  /^https?:\/\/[^/]+\/(.+?)(?:\.git)?$/.exec(url ?? '')?.[1];
