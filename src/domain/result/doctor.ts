import type { Check } from '../doctor/check.ts';

/** Result of `glfr doctor`. */
export interface DoctorResult {
  /** Nothing is wrong, as far as could be looked. */
  healthy: boolean;
  checks: readonly Check[];
}
