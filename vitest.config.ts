import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    environment: 'node',
    // Two cores: the end-to-end tests start processes of their own.
    maxWorkers: 2,
    // One after the other in the same process: to load the program anew for each file takes a third of the whole time. No test may leave anything behind.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
