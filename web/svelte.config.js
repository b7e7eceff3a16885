/** @type {import('@sveltejs/vite-plugin-svelte').SvelteConfig} */
export default {
  compilerOptions: {
    runes: true,
    // The page's policy demands Trusted Types: templates are built node by node, never parsed from a string.
    fragments: 'tree',
  },
};
