// What scripts add to every page: lights between an event and its words, a notice when the server is gone, drop areas.
// Every page reads and works without them.
import { startReport } from "./report";
import { startNotices } from "./notices";
import { startAdd } from "./add";
import { startKeys } from "./keys";
import { startCorrecting } from "./correcting";

startNotices();
startKeys();
startCorrecting();
startReport();
startAdd();
