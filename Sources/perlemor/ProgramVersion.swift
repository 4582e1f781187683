/// The version printed by `perlemor --version` and written into every result's provenance.
let programVersion = "0.1.0"
