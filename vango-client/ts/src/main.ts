// The bundle's entry: finds the boot data and starts the client. A page without them (an error page) is left alone.

import { readBoot, start } from "./client.js";

const root = document.getElementById("vango-root");
// Not by its id alone: an element of the app may have the same, and stands before it.
const data = root?.nextElementSibling;
if (data?.id === "vango-boot") start(root!, readBoot(data.textContent!));
