import type { ValueMap } from '../../domain/stack/template-model.ts';
import type { World } from '../world.ts';
import type { Done } from './graph.ts';
import type { Made, Stack } from './state.ts';

/** Where and from what a resource is made. */
export interface Site {
  world: World;
  stack: Stack;
  logicalId: string;
  type: string;
  properties: ValueMap;
  /** Different for every resource ever made; ids derive from it. */
  key: string;
  /** Faults of the operation under way. */
  faults: readonly string[];
}

type Seconds = readonly [low: number, high: number];

/** What the sandbox knows of one type of resource. */
export interface ResourceKind {
  seconds: { create: Seconds; update: Seconds; remove: Seconds };
  /** Properties whose change makes a new resource. */
  replacedBy: readonly string[] | 'any';
  /** Attributes that an update changes. */
  movingAttributes?: readonly string[];
  create(site: Site): Made;
  update?(site: Site, made: Made): Made;
  remove?(site: Site, made: Made): void;
  /** Calls `done` once the resource has become what was asked; without it, time alone decides. */
  settle?(site: Site, made: Made, during: 'create' | 'update' | 'remove', done: Done): void;
}
