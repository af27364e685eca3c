//! Wire types, codec and limits of the Vango protocol.
