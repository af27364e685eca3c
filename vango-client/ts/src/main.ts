// The bundle's entry: finds the boot data and starts the client. A page without them (an error page) is left alone.

import { readBoot, start } from "./client.js";

const root = document.getElementById("vango-root");
const data = document.getElementById("vango-boot");
if (root && data) start(root, readBoot(data.textContent!));
