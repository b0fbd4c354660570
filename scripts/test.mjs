import { check } from './check.mjs';

await check({ all: true });
