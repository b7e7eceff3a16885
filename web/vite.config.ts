import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const report = process.env['PARLEY_TEST_REPORT'];

export default defineConfig({
  plugins: [svelte()],
  build: {
    target: 'es2022',
    // The page's policy allows fonts and images from its own origin alone: nothing may become a data: URL.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    host: 'localhost',
    port: 5173,
    proxy: { '/api': { target: process.env['PARLEY_SERVER'] ?? 'http://localhost:8080', ws: true } },
  },
  test: {
    include: ['src/**/*.test.ts'],
    environment: 'node',
    // It costs time only where something hangs: no test fails because a machine is slow.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: ['src/i18n/english.testing.ts'],
    // ./parley test counts from a report in JUnit's form.
    reporters: report ? ['default', ['junit', { outputFile: report }]] : ['default'],
  },
});
