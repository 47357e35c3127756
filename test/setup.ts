import fc from 'fast-check';

// In CI one commit always gets one answer; everywhere else each run tries new values.
if (process.env.CI) fc.configureGlobal({ seed: 20_261_123 });
