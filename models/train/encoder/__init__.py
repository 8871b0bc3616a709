"""Train the model "accurate": a compact multilingual encoder with heads for entities, tags, trees and sentences."""
