// The tab: what its pages leave to one another, so that what an app stores of a tab is there on the next page.
//
// Invariant: what stands in the tab's own storage is the page that is shown. The cookie is a guess that the server makes up its
// mind about; it lives for seconds.

import { withStorage } from "./recover.js";

const TAB = "vango:tab";

/** Puts this page's identity in the place of that of the page before, which is returned, and leaves it to the one after. */
export function succeed(identity: Uint8Array): string {
  const own = btoa(String.fromCharCode(...identity));
  addEventListener("beforeunload", () => {
    document.cookie = `vango_tab=${own};path=/;max-age=10;samesite=lax${location.protocol === "https:" ? ";secure" : ""}`;
  });
  return (
    withStorage((storage) => {
      const before = storage[TAB];
      storage[TAB] = own;
      return before;
    }) ?? ""
  );
}
