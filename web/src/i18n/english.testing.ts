import { current } from './language.svelte';

/** Tests speak English, unless they take another language. */
await current.take('en');
