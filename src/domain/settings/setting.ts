import type { z } from 'zod';
import type { ExecutorKind } from './executor-kind.ts';

/** One thing a user can choose, declared once: flag, file key, environment name, question, parameter, help. */
export interface Setting<S extends z.ZodType = z.ZodType> {
  /** Flag without dashes; also the key in `glfr.yml`, and `GLFR_…` in upper case. */
  flag: string;
  help: string;
  schema: S;
  default?: z.output<S>;
  /** The question of the wizard; a setting without one keeps its default unless a flag says otherwise. */
  question?: string;
  /** The parameter of the bundled stack template that carries it. */
  parameter?: string;
  /** How it is written on the command line. */
  form: 'text' | 'list' | 'number' | 'switch';
  /** Between the items of a list, on the command line, in the environment and in the stack; a comma without it. */
  separator?: string;
  options?: readonly string[];
  /** The executor kinds that know it; all without it. */
  kinds?: readonly ExecutorKind[];
}

/** Keeps each setting's own schema type. */
export const setting = <S extends z.ZodType>(declared: Setting<S>): Setting<S> => declared;
